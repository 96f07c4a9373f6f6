/** Which cells of the grid are selected: an active cell, and a range from it to another corner. Pure. */

export interface CellAt {
  row: number;
  column: number;
}

export interface Selection {
  /** Where typing goes; it stays when the range grows. */
  active: CellAt;
  /** The opposite corner of the range, which shift and dragging move. */
  end: CellAt;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that fit on a screen. */
  page: number;
}

export function selectionAt(row: number, column: number): Selection {
  return { active: { row, column }, end: { row, column } };
}

export function rangeOf({ active, end }: Selection): Range {
  return {
    top: Math.min(active.row, end.row),
    bottom: Math.max(active.row, end.row),
    left: Math.min(active.column, end.column),
    right: Math.max(active.column, end.column),
  };
}

export function contains(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function isOneCell(range: Range): boolean {
  return range.top === range.bottom && range.left === range.right;
}

const clamp = (value: number, limit: number): number => Math.max(0, Math.min(value, limit - 1));

export function within(cell: CellAt, extent: Extent): CellAt {
  return { row: clamp(cell.row, extent.rows), column: clamp(cell.column, extent.columns) };
}

/** The selection after going to a cell: that one alone, or the range up to it. */
export function goTo(selection: Selection, cell: CellAt, extent: Extent, extend: boolean): Selection {
  const end = within(cell, extent);
  return { active: extend ? selection.active : end, end };
}

interface Press {
  key: string;
  shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  jump: boolean;
}

/** Where a key of the keyboard leads, as in Excel; null when the key moves nothing. */
export function moveBy(selection: Selection, press: Press, extent: Extent): Selection | null {
  const { row, column } = press.shift ? selection.end : selection.active;
  const to = (cell: CellAt): Selection => goTo(selection, cell, extent, press.shift);
  switch (press.key) {
    case "ArrowDown":
      return to({ row: press.jump ? extent.rows - 1 : row + 1, column });
    case "ArrowUp":
      return to({ row: press.jump ? 0 : row - 1, column });
    case "ArrowRight":
      return to({ row, column: press.jump ? extent.columns - 1 : column + 1 });
    case "ArrowLeft":
      return to({ row, column: press.jump ? 0 : column - 1 });
    case "PageDown":
      return to({ row: row + extent.page, column });
    case "PageUp":
      return to({ row: row - extent.page, column });
    case "Home":
      return to({ row: press.jump ? 0 : row, column: 0 });
    case "End":
      return to({ row: press.jump ? extent.rows - 1 : row, column: extent.columns - 1 });
    default:
      return null;
  }
}

/** Where Tab and Enter lead: to the neighbour, and from the end of a row to the next one. */
export function step(
  selection: Selection,
  move: "down" | "up" | "left" | "right",
  extent: Extent,
): Selection {
  const { row, column } = selection.active;
  const next = {
    down: { row: row + 1, column },
    up: { row: row - 1, column },
    left: { row, column: column - 1 },
    right: { row, column: column + 1 },
  }[move];
  if (move === "right" && next.column >= extent.columns && row + 1 < extent.rows) {
    return selectionAt(row + 1, 0);
  }
  if (move === "left" && next.column < 0 && row > 0) return selectionAt(row - 1, extent.columns - 1);
  return goTo(selection, next, extent, false);
}

/** The last row, also of a list that is still being counted. */
export const LAST_ROW = Number.MAX_SAFE_INTEGER;

export function everything(extent: Extent): Selection {
  return {
    active: { row: 0, column: 0 },
    end: { row: LAST_ROW, column: Math.max(0, extent.columns - 1) },
  };
}
