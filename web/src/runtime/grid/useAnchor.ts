/** Keeps the selected record selected, and where it stands on the screen, when others add or remove rows above it. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { rowHeight } from "~/ui/tokens";
import type { RowKey } from "./edits";
import type { Selection } from "./selection";
import type { RecordTable } from "./table";

interface Anchor {
  row: number;
  key: RowKey;
  question: number | undefined;
}

export function useAnchor(
  table: RecordTable,
  scroll: RefObject<HTMLElement | null>,
  { active, end }: Selection,
  select: (selection: Selection) => void,
): void {
  const anchor = useRef<Anchor | null>(null);
  const key = table.row(active.row)?.key;
  const question = table.questionOf(active.row);

  useLayoutEffect(() => {
    const before = anchor.current;
    // A row that was added goes with the end of the list, whatever stands in its place by then.
    const isAdded = before !== null && table.isAdded(before.key);
    if (key !== undefined) anchor.current = { row: active.row, key, question };
    if (!before || before.row !== active.row || before.key === key) return;
    if (!isAdded && (key === undefined || before.question !== question)) return;
    const row = table.indexOf(before.key);
    if (row === undefined || row === active.row) return;
    const by = row - active.row;
    anchor.current = { ...before, row };
    select({ active: { ...active, row }, end: { ...end, row: end.row + by } });
    if (scroll.current) scroll.current.scrollTop += by * rowHeight;
  });
}
