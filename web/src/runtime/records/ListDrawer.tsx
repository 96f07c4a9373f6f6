/** The record that is open over its list, with its neighbours in the list's order. */
import { useEffect, useRef } from "react";
import { later } from "~/ui/later";
import type { RecordTable } from "../grid/table";

const RecordDrawer = later(async () => (await import("../record/RecordDrawer")).RecordDrawer, null);

interface ListDrawerProps {
  form: string;
  id: number;
  table: RecordTable;
  onMove: (id: number) => void;
  onClose: () => void;
}

/** Where the record stands among the rows that were read: near where it last was, or wherever it is. */
function indexOf(table: RecordTable, id: number, near: number): number {
  const isAt = (index: number) => table.row(index)?.record?.id === id;
  for (const index of [near, near + 1, near - 1]) if (isAt(index)) return index;
  for (let index = 0; index < table.rowCount; index += 1) if (isAt(index)) return index;
  return -1;
}

/** The next line that is a row; -1 or past the end where there is none. */
function pastHeads(table: RecordTable, from: number, step: 1 | -1): number {
  let at = from + step;
  while (table.head(at)) at += step;
  return at;
}

export function ListDrawer({ form, id, table, onMove, onClose }: ListDrawerProps) {
  const last = useRef(0);
  const at = indexOf(table, id, last.current);
  if (at >= 0) last.current = at;
  const before = at >= 0 ? table.row(pastHeads(table, at, -1))?.record?.id : undefined;
  const next = pastHeads(table, at, 1);
  const after = at >= 0 ? table.row(next)?.record?.id : undefined;

  useEffect(() => {
    if (at >= 0 && after === undefined && next < table.rowCount) void table.load(next, next);
  }, [table, at, next, after]);

  return (
    <RecordDrawer
      form={form}
      id={id}
      {...(at >= 0 ? { place: { before, after, onMove } } : {})}
      onChanged={() => void table.refresh()}
      onClose={onClose}
    />
  );
}
