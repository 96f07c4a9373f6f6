/** The last line of a sub-table: what its figures come to. */
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { type KindContextValue, useKinds } from "./context";
import { sum } from "./numbers";
import styles from "./RowGrid.module.css";
import type { Row } from "./rows";
import { sumAsValue } from "./sums";

interface RowTotalsProps {
  cells: readonly FieldView[];
  rows: readonly Row[];
  locked: boolean;
}

/** Amounts that the rows compute are worth adding up; prices and rates beside them are not. */
function summedCells(cells: readonly FieldView[]): readonly FieldView[] {
  const figures = cells.filter((cell) => cell.aggregates?.includes("sum"));
  const computed = figures.filter((cell) => cell.computed);
  return computed.length > 0 ? computed : figures;
}

/** Cell key → its total, as a value of the cell's own kind. */
export function totalsOf(
  cells: readonly FieldView[],
  rows: readonly Row[],
  context: KindContextValue,
): ReadonlyMap<string, unknown> {
  const totals = new Map<string, unknown>();
  for (const cell of summedCells(cells)) {
    const { toExpression } = context.kind(cell.kind);
    const total = sum(rows.map((row) => toExpression(row[cell.key] ?? null, cell)));
    const value = total === null ? undefined : sumAsValue(total, cell, context);
    if (value !== undefined) totals.set(cell.key, value);
  }
  return totals;
}

export function RowTotals({ cells, rows, locked }: RowTotalsProps) {
  const { t } = useTranslation("rows");
  const context = useKinds();
  const totals = totalsOf(cells, rows, context);
  if (rows.length < 2 || totals.size === 0) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" className={styles.number}>
          <span aria-hidden>Σ</span>
          <span className="visually-hidden">{t("total")}</span>
        </th>
        {cells.map((cell) => (
          <td key={cell.key} className={styles.total}>
            {totals.has(cell.key) ? <context.Cell field={cell} value={totals.get(cell.key) ?? null} /> : null}
          </td>
        ))}
        {locked ? null : <td className={styles.actions} />}
      </tr>
    </tfoot>
  );
}
