/** What happened to the rows of a sub-table between two versions of a record. */
import type { FieldView } from "~/api/types";
import { rowsOf } from "~/kinds/rows";
import { sameValue, type Values } from "../form/values";

export interface CellChange {
  row: number;
  cell: FieldView;
  old: unknown;
  new: unknown;
}

export interface RowChanges {
  added: number;
  removed: number;
  changes: CellChange[];
}

/** Rows are the same when they bear the same id; computed cells follow from the others and are left out. */
export function rowChanges(cells: readonly FieldView[], before: unknown, after: unknown): RowChanges {
  const [was, is] = [rowsOf(before), rowsOf(after)];
  const byId = new Map(was.filter((row) => row.id).map((row) => [row.id, row]));
  const kept = new Set(is.map((row) => row.id).filter((id) => id && byId.has(id)));
  const changes = is.flatMap((row, index) => {
    const old: Values | undefined = row.id ? byId.get(row.id) : undefined;
    if (!old) return [];
    return cells
      .filter((cell) => !cell.computed && cell.key in row && !sameValue(old[cell.key], row[cell.key]))
      .map((cell) => ({ row: index + 1, cell, old: old[cell.key], new: row[cell.key] }));
  });
  return { added: is.length - kept.size, removed: was.length - kept.size, changes };
}
