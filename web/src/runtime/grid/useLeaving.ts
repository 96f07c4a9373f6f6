/** A new row that the keyboard leaves is finished: created, or dropped when nothing was written. */
import { useEffect, useRef } from "react";
import type { RowKey } from "./edits";
import type { RecordTable } from "./table";

export function useLeaving(table: RecordTable, active: number): void {
  const left = useRef({ key: null as RowKey | null, row: 0 });
  const activeKey = table.row(active)?.key ?? null;

  useEffect(() => {
    const { key, row } = left.current;
    const isOther = key !== null && key < 0 && key !== activeKey;
    // The row itself went with the end of the list, and the keyboard follows it.
    if (isOther && row === active && table.isAdded(key)) return;
    if (isOther) void table.finish([key]);
    left.current = { key: activeKey, row: active };
  }, [activeKey, active, table]);
}
