/** The kinds of fields, dragged onto the canvas or added by a click. */
import { SearchOutlined } from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KindItem } from "~/api/kinds";
import { Icon } from "~/ui/icons";
import { matches } from "~/ui/pinyin";
import { textOf } from "~/words";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { dragKind } from "./dragging";
import { useNewField } from "./newField";
import { groupsOf } from "./paletteOrder";

export function Palette() {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { kindList, locale } = design;
  const create = useNewField(design);
  const [typed, setTyped] = useState("");
  const found = kindList.filter(({ title }) =>
    [title.en, title["zh-CN"]].some((name) => matches(name ?? "", typed)),
  );
  const groups = groupsOf(found);
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
      {groups.map(({ group, items }) => (
        <section key={group} aria-label={t(`group.${group}`)}>
          <h3 className={styles.groupTitle}>{t(`group.${group}`)}</h3>
          <div className={styles.kinds}>
            {items.map((item) => (
              <PaletteItem key={item.kind} item={item} name={textOf(item.title, locale)} onAdd={create.add} />
            ))}
          </div>
        </section>
      ))}
      {groups.length === 0 ? <p className={styles.quiet}>{t("palette_none", { text: typed })}</p> : null}
    </section>
  );
}

interface PaletteItemProps {
  item: KindItem;
  name: string;
  onAdd: (kind: string) => void;
}

function PaletteItem({ item, name, onAdd }: PaletteItemProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { kind, in_rows: inRows } = item;
  useEffect(() => {
    if (!button.current) return;
    return draggable({ element: button.current, getInitialData: () => dragKind(kind, inRows) });
  }, [kind, inRows]);
  return (
    <button ref={button} type="button" className={styles.kind} onClick={() => onAdd(kind)}>
      <Icon name={item.icon} className={styles.kindIcon ?? ""} />
      <span className={styles.kindName}>{name}</span>
    </button>
  );
}
