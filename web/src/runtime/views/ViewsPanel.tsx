/** Every view of a form in its groups: to go to, to arrange by mouse or keyboard, and to make new ones. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { useLocale } from "~/ui/appearance";
import { matches } from "~/ui/pinyin";
import { textOf } from "~/words";
import type { ViewActions } from "./useViewActions";
import type { MenuOf } from "./useViewMenu";
import { GROUPS, type ViewsOfForm } from "./useViews";
import { ViewLine } from "./ViewLine";
import styles from "./ViewsButton.module.css";

export interface ViewsPanelProps {
  form: FormView;
  views: ViewsOfForm;
  current: string;
  actions: ViewActions;
  menuOf: MenuOf;
  onChange: (view: string) => void;
  onCreate: (kind: string) => void;
  onClose: () => void;
}

const SEARCHED_FROM = 8;

export function ViewsPanel(props: ViewsPanelProps) {
  const { form, views, current, actions, menuOf, onClose } = props;
  const { t } = useTranslation("views");
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  return (
    <div className={styles.panel}>
      {views.entries.length >= SEARCHED_FROM ? (
        <Input
          allowClear
          placeholder={t("find")}
          aria-label={t("find")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <div className={styles.groups}>
        {GROUPS.map((group) => {
          const all = views.entries.filter((entry) => entry.group === group);
          const found = all.filter(({ label }) => matches(textOf(label, locale), typed));
          if (all.length === 0 && group === "shared" && !views.mayShare) return null;
          return (
            <section key={group} aria-label={t(`group.${group}`)}>
              <h3 className={styles.group}>{t(`group.${group}`)}</h3>
              {all.length === 0 ? <p className={styles.none}>{t(`none.${group}`)}</p> : null}
              <ul className={styles.list}>
                {found.map((entry) => (
                  <ViewLine
                    key={entry.key}
                    entry={entry}
                    place={all.indexOf(entry)}
                    count={all.length}
                    isCurrent={entry.key === current}
                    isFirst={entry.key !== "" && entry.key === views.first}
                    menu={menuOf(entry)}
                    onChoose={() => {
                      onClose();
                      props.onChange(entry.key);
                    }}
                    onMove={(to) => actions.move(entry, to)}
                    onDrop={(key, to) => {
                      const moved = all.find((one) => one.key === key);
                      if (moved) actions.move(moved, to);
                    }}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <div className={styles.new}>
        {form.view_kinds.map(({ kind, title }) => {
          const { icon: KindIcon } = viewKind(kind);
          return (
            <Button
              key={kind}
              type="text"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => {
                onClose();
                props.onCreate(kind);
              }}
            >
              <KindIcon aria-hidden /> {t("new", { kind: textOf(title, locale) })}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
