/** Which rows and columns of the grid are in sight, and how to bring a cell into it. */
import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { rowHeadWidth, rowHeight } from "~/ui/tokens";
import type { GridColumn } from "./columns";

/** The widest note beside a cell. */
const NOTE = 330;

/** What is drawn beyond the edges, so that it is there when it is scrolled to. */
const ROWS_BEYOND = 8;
const COLUMNS_BEYOND = 2;

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
  const lefts = useMemo(() => {
    let left = rowHeadWidth;
    return shown.map(({ width }) => {
      left += width;
      return left - width;
    });
  }, [shown]);

  const { top, bottom, left, right } = useEdges(scroll, rowCount, shown, lefts);
  const rows = useMemo(() => between(top, bottom), [top, bottom]);
  const inSight = between(left, right);
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
    rows,
    drawn,
    lefts,
    width: (lefts.at(-1) ?? rowHeadWidth) + (shown.at(-1)?.width ?? 0),
    page: Math.max(1, Math.floor((scroll.current?.clientHeight ?? 640) / rowHeight) - 2),
    reveal,
    sideOf,
  };
}

const between = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);

/** The first row and column that are drawn, and the first beyond. */
interface Edges {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const NOTHING: Edges = { top: 0, bottom: 0, left: 0, right: 0 };

function useEdges(
  scroll: RefObject<HTMLElement | null>,
  rowCount: number,
  shown: readonly GridColumn[],
  lefts: readonly number[],
): Edges {
  const [edges, setEdges] = useState(NOTHING);
  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const look = () => {
      const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
      const isBefore = (at: number) => (lefts[at] ?? 0) + (shown[at]?.width ?? 0) <= scrollLeft;
      let left = 0;
      while (left < shown.length && isBefore(left)) left += 1;
      let right = left;
      while (right < shown.length && (lefts[right] ?? 0) < scrollLeft + clientWidth) right += 1;
      const next: Edges = {
        top: Math.max(0, Math.floor(scrollTop / rowHeight) - ROWS_BEYOND),
        bottom: Math.min(rowCount, Math.ceil((scrollTop + clientHeight) / rowHeight) + ROWS_BEYOND),
        left: Math.max(0, left - COLUMNS_BEYOND),
        right: Math.min(shown.length, right + COLUMNS_BEYOND),
      };
      setEdges((now) => (isSame(now, next) ? now : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const watching = new ResizeObserver(look);
    watching.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      watching.disconnect();
    };
  }, [scroll, rowCount, shown, lefts]);
  return edges;
}

const isSame = (one: Edges, other: Edges): boolean =>
  one.top === other.top &&
  one.bottom === other.bottom &&
  one.left === other.left &&
  one.right === other.right;
