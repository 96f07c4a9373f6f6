/** Which problems stand in which cell of a sub-table. */
import type { FieldView, Issue } from "~/api/types";
import { type Refusals, refusalKey } from "./rowEditing";
import { type Row, rowName } from "./rows";

/** Row name → cell ("" is the row itself) → problems. */
export type RowProblems = Readonly<Record<string, Readonly<Record<string, readonly Issue[]>>>>;

/** Joins what the server said, by pointers such as "/2/quantity", with what could not be pasted. */
export function problemsByRow(
  rows: readonly Row[],
  cells: readonly FieldView[],
  issues: readonly Issue[],
  refusals: Refusals,
): RowProblems {
  const found: Record<string, Record<string, Issue[]>> = {};
  const put = (row: Row, cell: string, issue: Issue) => {
    const ofRow = found[rowName(row)] ?? {};
    found[rowName(row)] = { ...ofRow, [cell]: [...(ofRow[cell] ?? []), issue] };
  };
  for (const issue of issues) {
    const [, index, cell = ""] = issue.pointer.split("/");
    const row = index === undefined ? undefined : rows[Number(index)];
    if (row) put(row, cell, issue);
  }
  if (refusals.size === 0) return found;
  for (const row of rows) {
    for (const cell of cells) {
      const message = refusals.get(refusalKey(row, cell.key));
      if (message) put(row, cell.key, { code: "paste", pointer: "", message, hint: "", severity: "error" });
    }
  }
  return found;
}
