/** Rows as a small spreadsheet: where the cursor goes, and what each action makes of the rows. */
import { copyRow, named, type Row } from "./rows";

export interface Spot {
  row: number;
  column: number;
}

export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Size {
  rows: number;
  columns: number;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell an arrow, Home, End or a page key leads to; the same cell at an edge, null for any other key. */
export function step(spot: Spot, key: string, far: boolean, size: Size): Spot | null {
  const [down, right] = STEPS[key] ?? [0, 0];
  if (down || right) {
    return clamp(
      {
        row: far && down ? (down > 0 ? size.rows - 1 : 0) : spot.row + down,
        column: far && right ? (right > 0 ? size.columns - 1 : 0) : spot.column + right,
      },
      size,
    );
  }
  if (key === "Home") return { row: far ? 0 : spot.row, column: 0 };
  if (key === "End") return clamp({ row: far ? size.rows - 1 : spot.row, column: size.columns - 1 }, size);
  return null;
}

export function clamp(spot: Spot, size: Size): Spot {
  return {
    row: Math.max(0, Math.min(size.rows - 1, spot.row)),
    column: Math.max(0, Math.min(size.columns - 1, spot.column)),
  };
}

/** The next cell in reading order; null behind the last and before the first. */
export function next(spot: Spot, backwards: boolean, size: Size): Spot | null {
  const at = spot.row * size.columns + spot.column + (backwards ? -1 : 1);
  if (at < 0 || at >= size.rows * size.columns) return null;
  return { row: Math.floor(at / size.columns), column: at % size.columns };
}

export function areaOf(one: Spot, other: Spot): Area {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}

export function within(area: Area | null, row: number, column: number): boolean {
  return (
    area !== null && row >= area.top && row <= area.bottom && column >= area.left && column <= area.right
  );
}

export interface Change {
  row: number;
  cell: string;
  value: unknown;
}

/** Rows that do not change stay the same objects. */
export function setCells(rows: readonly Row[], changes: readonly Change[]): Row[] {
  const result = [...rows];
  for (const { row, cell, value } of changes) {
    const before = result[row];
    if (before) result[row] = { ...before, [cell]: value };
  }
  return result;
}

export function insertRow(rows: readonly Row[], at: number, row: Row): Row[] {
  return [...rows.slice(0, at), named(row), ...rows.slice(at)];
}

export function duplicateRow(rows: readonly Row[], at: number): Row[] {
  const row = rows[at];
  return row ? insertRow(rows, at + 1, copyRow(row)) : [...rows];
}

export function removeRows(rows: readonly Row[], from: number, to: number): Row[] {
  return rows.filter((_, index) => index < from || index > to);
}

export function moveRow(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return [...rows];
  const rest = rows.filter((_, index) => index !== from);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}

export interface Paste {
  cells: { row: number; column: number; text: string }[];
  /** Rows to be added at the end first. */
  added: number;
  /** Rows of the clipboard for which there is no room. */
  dropped: number;
}

/** Where each cell of the clipboard goes. One cell fills the whole selection; a first row that repeats the
 * columns' names is a header and is left out. */
export function planPaste(
  table: readonly (readonly string[])[],
  area: Area,
  size: Size,
  most: number,
  headings: readonly string[],
): Paste {
  const [first] = table;
  const single = table.length === 1 && first?.length === 1 ? first[0] : undefined;
  if (single !== undefined) {
    const cells: Paste["cells"] = [];
    for (let row = area.top; row <= area.bottom; row += 1) {
      for (let column = area.left; column <= area.right; column += 1)
        cells.push({ row, column, text: single });
    }
    return { cells, added: Math.max(0, area.bottom + 1 - size.rows), dropped: 0 };
  }
  const wanted = headings.slice(area.left, area.left + (first?.length ?? 0));
  const isHeader = wanted.length > 1 && wanted.every((name, at) => first?.[at]?.trim() === name);
  const body = isHeader ? table.slice(1) : table;
  const fitting = body.slice(0, Math.max(0, most - area.top));
  return {
    cells: fitting.flatMap((line, down) =>
      line
        .slice(0, size.columns - area.left)
        .map((text, right) => ({ row: area.top + down, column: area.left + right, text })),
    ),
    added: Math.max(0, area.top + fitting.length - size.rows),
    dropped: body.length - fitting.length,
  };
}
