/** The grid's shape while its first rows are read. */
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { rowHeadWidth } from "~/ui/tokens";
import { textOf } from "~/words";
import type { GridColumn } from "./columns";
import styles from "./GridSkeleton.module.css";

const ROWS = Array.from({ length: 18 }, (_, row) => row);

export function GridSkeleton({ columns }: { columns: readonly GridColumn[] }) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  return (
    <div className={styles.grid} role="status" aria-label={t("loading")}>
      <div className={styles.head}>
        <span style={{ width: rowHeadWidth }} />
        {columns.map(({ key, field, width }) => (
          <span key={key} style={{ width }}>
            {textOf(field.label, locale)}
          </span>
        ))}
      </div>
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <span style={{ width: rowHeadWidth }} />
          {columns.map(({ key, width }, at) => (
            <span key={key} style={{ width }}>
              <i className={styles.bone} style={{ width: `${42 + ((row * 17 + at * 29) % 44)}%` }} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
