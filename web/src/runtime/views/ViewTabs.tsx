/** The views of a form as tabs, with the menu of the one that is shown. */
import { DownOutlined, LockOutlined } from "@ant-design/icons";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { viewKind } from "~/kinds/viewRegistry";
import { useLocale } from "~/ui/appearance";
import { Dropdown } from "~/ui/Dropdown";
import { textOf } from "~/words";
import type { MenuOf } from "./useViewMenu";
import type { ViewEntry } from "./useViews";
import styles from "./ViewTabs.module.css";

interface ViewTabsProps {
  entries: readonly ViewEntry[];
  current: ViewEntry | undefined;
  /** Whether the list shows something else than the view by now. */
  edited: boolean;
  menuOf: MenuOf;
  onChange: (view: string) => void;
}

export function ViewTabs({ entries, current, edited, menuOf, onChange }: ViewTabsProps) {
  const { t } = useTranslation("views");
  const locale = useLocale();
  const here = useRef<HTMLSpanElement>(null);
  const currentKey = current?.key;

  useEffect(() => {
    if (currentKey !== undefined) here.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [currentKey]);

  return (
    <nav className={styles.tabs} aria-label={t("title")}>
      {entries
        .filter((entry) => !entry.hidden || entry.key === currentKey)
        .map((entry) => {
          const { icon: KindIcon } = viewKind(entry.kind);
          const isHere = entry.key === currentKey;
          const name = textOf(entry.label, locale);
          const menu = isHere ? menuOf(entry) : null;
          return (
            <span
              key={entry.key}
              ref={isHere ? here : null}
              className={styles.tab}
              data-current={isHere || undefined}
              data-unusable={entry.view ? undefined : true}
            >
              <button
                type="button"
                className={styles.name}
                aria-current={isHere ? "true" : undefined}
                onClick={() => onChange(entry.key)}
              >
                <KindIcon aria-hidden /> {name}
                {entry.saved?.locked ? (
                  <LockOutlined className={styles.mark} aria-label={t("locked")} />
                ) : null}
                {isHere && edited ? (
                  <span className={styles.dot} role="img" aria-label={t("edited")} />
                ) : null}
              </button>
              {menu?.items && menu.items.length > 0 ? (
                <Dropdown menu={menu} placement="bottomLeft">
                  <button type="button" className={styles.menu} aria-label={t("menu_of", { name })}>
                    <DownOutlined aria-hidden />
                  </button>
                </Dropdown>
              ) : null}
            </span>
          );
        })}
    </nav>
  );
}
