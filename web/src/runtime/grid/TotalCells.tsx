/** What the columns come to, each below or beside its column. */
import type { TotalKey } from "~/api/types";
import { alignmentOf } from "~/kinds/define";
import type { GridColumn } from "./columns";
import styles from "./Groups.module.css";
import { TotalName, TotalValue } from "./TotalValue";

interface TotalCellsProps {
  columns: readonly GridColumn[];
  drawn: readonly number[];
  lefts: readonly number[];
  totals: readonly TotalKey[];
  values: Readonly<Record<string, unknown>>;
}

export function TotalCells({ columns, drawn, lefts, totals, values }: TotalCellsProps) {
  return drawn.map((at) => {
    const column = columns[at];
    const total = column && totals.find(({ field }) => field === column.key);
    // The head of a group stands where the first column does.
    if (!column || !total || column.leading) return null;
    return (
      <div
        key={column.key}
        role="gridcell"
        className={styles.total}
        data-align={alignmentOf(column.kind, column.field)}
        style={{ left: lefts[at], width: column.width }}
      >
        <span className={styles.by}>
          <TotalName by={total.by} />
        </span>
        <span className={styles.value}>
          <TotalValue field={column.field} by={total.by} value={values[`${total.by}:${total.field}`]} />
        </span>
      </div>
    );
  });
}
