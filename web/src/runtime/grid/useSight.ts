/** Which rows and columns of the grid are in sight, and how to bring a cell into it. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo } from "react";
import { rowHeadWidth, rowHeight } from "~/ui/tokens";
import type { GridColumn } from "./columns";

/** The widest note beside a cell. */
const NOTE = 330;

interface Sight {
  /** Rows that are drawn. */
  rows: readonly number[];
  /** Columns that are drawn: those that stay in their place, and those in sight. */
  drawn: readonly number[];
  lefts: readonly number[];
  width: number;
  /** Rows that fit on the screen. */
  page: number;
  reveal: (row: number, column: number) => void;
  /** On which side of a column something may be shown. */
  sideOf: (column: number) => "left" | "right";
}

export function useSight(
  scroll: RefObject<HTMLElement | null>,
  shown: readonly GridColumn[],
  rowCount: number,
): Sight {
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    useFlushSync: false,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: (at) => shown[at]?.width ?? 0,
    paddingStart: rowHeadWidth,
    overscan: 2,
    useFlushSync: false,
  });

  const widths = shown.map(({ key, width }) => `${key}:${width}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns are measured again when a width changes
  useEffect(() => across.measure(), [across, widths]);

  const lefts = useMemo(() => {
    let left = rowHeadWidth;
    return shown.map(({ width }) => {
      left += width;
      return left - width;
    });
  }, [shown]);

  const inSight = across.getVirtualItems().map(({ index }) => index);
  const staying = Math.max(
    1,
    shown.findIndex(({ frozen }) => !frozen),
  );
  const always = Array.from({ length: staying }, (_, at) => at);
  const drawnName = [...new Set([...always, ...inSight])].filter((at) => at < shown.length).join();
  const drawn = useMemo(() => drawnName.split(",").filter(Boolean).map(Number), [drawnName]);

  function reveal(row: number, at: number): void {
    const element = scroll.current;
    const column = shown[at];
    if (!element || !column) return;
    const top = row * rowHeight;
    const height = element.clientHeight - rowHeight * 2;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + height) element.scrollTop = top - height;
    if (column.frozen) return;
    const hidden = shown.reduce((sum, { frozen, width }) => sum + (frozen ? width : 0), rowHeadWidth);
    const start = lefts[at] ?? 0;
    if (start < element.scrollLeft + hidden) element.scrollLeft = start - hidden;
    else if (start + column.width > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = Math.min(start - hidden, start + column.width - element.clientWidth);
    }
  }

  function sideOf(at: number): "left" | "right" {
    const element = scroll.current;
    const right = (lefts[at] ?? 0) + (shown[at]?.width ?? 0) + NOTE;
    return element && !shown[at]?.frozen && right > element.scrollLeft + element.clientWidth
      ? "left"
      : "right";
  }

  return {
    rows: rows.getVirtualItems().map(({ index }) => index),
    drawn,
    lefts,
    width: (lefts.at(-1) ?? rowHeadWidth) + (shown.at(-1)?.width ?? 0),
    page: Math.max(1, Math.floor((scroll.current?.clientHeight ?? 640) / rowHeight) - 2),
    reveal,
    sideOf,
  };
}
