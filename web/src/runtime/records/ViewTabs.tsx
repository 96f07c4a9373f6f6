/** The shared views of a form; the first tab is every record. */
import { TableOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { ListView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import styles from "./ViewTabs.module.css";

interface ViewTabsProps {
  views: readonly ListView[];
  current: string | null;
  onChange: (view: string | null) => void;
}

export function ViewTabs({ views, current, onChange }: ViewTabsProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  if (views.length === 0) return null;
  const tabs = [
    { key: null, text: t("all_records") },
    ...views.map(({ key, label }) => ({ key, text: textOf(label, locale) })),
  ];
  return (
    <nav className={styles.tabs} aria-label={t("views")}>
      {tabs.map(({ key, text }) => (
        <button
          key={key ?? ""}
          type="button"
          className={styles.tab}
          aria-current={key === current ? "true" : undefined}
          onClick={() => onChange(key)}
        >
          <TableOutlined aria-hidden /> {text}
        </button>
      ))}
    </nav>
  );
}
