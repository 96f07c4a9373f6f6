/** The shared lists of a form as tabs. */
import { useTranslation } from "react-i18next";
import type { ListView } from "~/api/types";
import { viewKind } from "~/kinds/viewRegistry";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import styles from "./ViewTabs.module.css";

interface ViewTabsProps {
  views: readonly ListView[];
  current: string;
  onChange: (view: string) => void;
}

export function ViewTabs({ views, current, onChange }: ViewTabsProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  if (views.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label={t("views")}>
      {views.map(({ key, kind, label }) => {
        const { icon: KindIcon } = viewKind(kind);
        return (
          <button
            key={key}
            type="button"
            className={styles.tab}
            aria-current={key === current ? "true" : undefined}
            onClick={() => onChange(key)}
          >
            <KindIcon aria-hidden /> {textOf(label, locale)}
          </button>
        );
      })}
    </nav>
  );
}
