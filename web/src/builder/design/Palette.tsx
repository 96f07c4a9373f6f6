/** The kinds of fields, dragged onto the canvas or added by a click. */
import { SearchOutlined } from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Input } from "antd";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KindItem } from "~/api/kinds";
import { Icon } from "~/ui/icons";
import { matches } from "~/ui/pinyin";
import { type Locale, textOf } from "~/words";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { type Dragged, dragKind, dragStatic } from "./dragging";
import { useNewField } from "./newField";
import { groupsOf, type KindGroup } from "./paletteOrder";
import { STATICS, useStatics } from "./statics";

export function Palette() {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { kindList, locale } = design;
  const create = useNewField(design);
  const statics = useStatics(design);
  const [typed, setTyped] = useState("");
  const groups = useMemo(() => {
    const names = ({ title }: KindItem): string[] => [title.en ?? "", title["zh-CN"] ?? ""];
    return groupsOf(kindList.filter((item) => names(item).some((name) => matches(name, typed))));
  }, [kindList, typed]);
  const latest = useRef(create);
  latest.current = create;
  const add = useCallback((kind: string) => latest.current.add(kind), []);
  const still = STATICS.filter(({ what }) => matches(t(`static.${what}`), typed));
  return (
    <section className={styles.palette} aria-label={t("palette")}>
      <h2 className={styles.sideTitle}>{t("palette")}</h2>
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={typed}
        placeholder={t("palette_search")}
        aria-label={t("palette_search")}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => groups[0]?.items[0] && create.add(groups[0].items[0].kind)}
      />
      <PaletteGroups groups={groups} locale={locale} onAdd={add} />
      {still.length > 0 ? (
        <section aria-label={t("static.title")}>
          <h3 className={styles.groupTitle}>{t("static.title")}</h3>
          <div className={styles.kinds}>
            {still.map(({ what, icon }) => (
              <PaletteItem
                key={what}
                icon={icon}
                name={t(`static.${what}`)}
                dragged={dragStatic(what)}
                {...(what === "picture" && statics.pictures.length === 0
                  ? { lacks: t("static.picture_lacks") }
                  : {})}
                onAdd={() => statics.add(what)}
              />
            ))}
          </div>
        </section>
      ) : null}
      {groups.length + still.length === 0 ? (
        <p className={styles.quiet}>{t("palette_none", { text: typed })}</p>
      ) : null}
    </section>
  );
}

interface PaletteGroupsProps {
  groups: readonly KindGroup[];
  locale: Locale;
  onAdd: (kind: string) => void;
}

/** Apart from the rest, since the kinds stay the same while a form is being designed. */
const PaletteGroups = memo(function PaletteGroups({ groups, locale, onAdd }: PaletteGroupsProps) {
  const { t } = useTranslation("design");
  return groups.map(({ group, items }) => (
    <section key={group} aria-label={t(`group.${group}`)}>
      <h3 className={styles.groupTitle}>{t(`group.${group}`)}</h3>
      <div className={styles.kinds}>
        {items.map((item) => (
          <PaletteItem
            key={item.kind}
            icon={item.icon}
            name={textOf(item.title, locale)}
            dragged={dragKind(item.kind, item.in_rows)}
            onAdd={() => onAdd(item.kind)}
          />
        ))}
      </div>
    </section>
  ));
});

interface PaletteItemProps {
  icon: string;
  name: string;
  dragged: Dragged;
  /** Why it cannot be used yet. */
  lacks?: string;
  onAdd: () => void;
}

function PaletteItem({ icon, name, dragged, lacks, onAdd }: PaletteItemProps) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(dragged);
  latest.current = dragged;
  const isUsable = lacks === undefined;
  useEffect(() => {
    if (!button.current || !isUsable) return;
    return draggable({ element: button.current, getInitialData: () => latest.current });
  }, [isUsable]);
  return (
    <button
      ref={button}
      type="button"
      className={styles.kind}
      aria-disabled={!isUsable || undefined}
      title={lacks}
      onClick={() => isUsable && onAdd()}
    >
      <Icon name={icon} className={styles.kindIcon ?? ""} />
      <span className={styles.kindName}>{name}</span>
    </button>
  );
}
