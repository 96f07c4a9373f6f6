/** What a person does with many cells at once: copy, paste, clear, fill. Each deed can be undone as one. */

import { readTable, repeated, writeTable } from "~/kinds/clipboard";
import type { KindContextValue } from "~/kinds/context";
import type { GridColumn } from "./columns";
import type { Change } from "./edits";
import { isOneCell, LAST_ROW, type Range } from "./selection";
import type { RecordTable, TableRow } from "./table";

/** Cells as the grid itself puts them on the clipboard, so that nothing is lost on the way through text. */
export interface OwnCells {
  form: string;
  fields: string[];
  values: unknown[][];
}

export const OWN_CELLS = "application/x-mortise-cells";
export const MOST_ROWS = 2000;
export const MOST_COPIED = 10_000;

export interface Place {
  table: RecordTable;
  form: string;
  columns: readonly GridColumn[];
  context: KindContextValue;
  mayCreate: boolean;
}

/** What a deed could not do, to be said in words. */
export interface Outcome {
  changed: number;
  created: number;
  readOnly: number;
  /** Columns and rows of a pasted block that found no place. */
  columnsLeft: number;
  rowsLeft: number;
  /** Rows that stay as they are, being too many at once. */
  rowsKept?: number;
  /** The cells that a paste reached. */
  reached?: Range;
}

const blank = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Whether a new row has all that its form always asks for; the server knows the rest. */
export function isComplete({ table, columns }: Place, row: TableRow): boolean {
  const values = table.values(row);
  return columns.every(
    ({ field, writable }) => !field.required || !writable || field.default || !blank(values[field.key]),
  );
}

function same(column: GridColumn, one: unknown, other: unknown): boolean {
  if (column.kind.same) return column.kind.same(one, other);
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function commit(place: Place, changes: readonly Change[], created: readonly number[] = []): void {
  if (changes.length === 0 && created.length === 0) return;
  place.table.change(changes, (row) => isComplete(place, row));
  place.table.history.add({ changes, created });
}

/** Sets one cell, as an editor does when it ends. */
export function setCell(place: Place, row: TableRow, column: GridColumn, value: unknown): void {
  const before = place.table.value(row, column.key);
  const pending = place.table.pending(row, column.key);
  if (!pending?.problem && same(column, before, value)) return;
  commit(place, [{ key: row.record?.id ?? row.key, field: column.key, before, after: value }]);
}

export function copyText(place: Place, range: Range): { text: string; own: OwnCells } {
  const columns = place.columns.slice(range.left, range.right + 1);
  const texts: string[][] = [];
  const values: unknown[][] = [];
  for (let index = range.top; index <= range.bottom; index += 1) {
    const row = place.table.row(index);
    const cells = columns.map((column) => (row ? place.table.value(row, column.key) : null));
    values.push(cells);
    texts.push(columns.map(({ kind, field }, at) => kind.toText(cells[at] ?? null, field, place.context)));
  }
  const own = { form: place.form, fields: columns.map(({ key }) => key), values };
  return { text: writeTable(texts), own };
}

/** At most so many rows of a range, once they are there; what was chosen to the end of a list that was still being
 * counted goes on to its end. */
export async function loaded(table: RecordTable, range: Range, most: number): Promise<Range> {
  const isToTheEnd = range.top === 0 && range.bottom > 0 && range.bottom >= table.rowCount - 1;
  await table.counted();
  const last = Math.min(isToTheEnd ? LAST_ROW : range.bottom, range.top + most - 1);
  await table.load(range.top, last);
  return { ...range, bottom: Math.min(last, table.rowCount - 1) };
}

/** Whether all rows of a range are there, and it is known where it ends. */
export function isLoaded(table: RecordTable, range: Range): boolean {
  if (!table.isCounted && range.bottom >= table.rowCount - 1) return false;
  for (let index = range.top; index <= range.bottom; index += 1)
    if (!table.row(index) && !table.head(index)) return false;
  return true;
}

/** Empties the writable cells of a range. */
export async function clear(place: Place, range: Range): Promise<Outcome> {
  const whole = await loaded(place.table, range, MOST_ROWS);
  const changes: Change[] = [];
  let readOnly = 0;
  each(place, whole, (row, column) => {
    const before = place.table.value(row, column.key);
    if (!column.writable) readOnly += 1;
    else if (!blank(before) || place.table.pending(row, column.key)) {
      changes.push({ key: row.record?.id ?? row.key, field: column.key, before, after: null });
    }
  });
  commit(place, changes);
  const rowsKept = Math.max(0, Math.min(range.bottom, place.table.rowCount - 1) - whole.bottom);
  return { changed: changes.length, created: 0, readOnly, columnsLeft: 0, rowsLeft: 0, rowsKept };
}

/** Repeats the cells of a range into the rows or columns of a larger one. */
export async function fill(place: Place, from: Range, to: Range): Promise<Outcome> {
  await place.table.load(to.top, to.bottom);
  const block: unknown[][] = [];
  for (let index = from.top; index <= from.bottom; index += 1) {
    const row = place.table.row(index);
    const columns = place.columns.slice(from.left, from.right + 1);
    block.push(columns.map((column) => (row ? place.table.value(row, column.key) : null)));
  }
  const changes: Change[] = [];
  let readOnly = 0;
  each(place, to, (row, column, index, at) => {
    const inside = index >= from.top && index <= from.bottom && at >= from.left && at <= from.right;
    if (inside) return;
    // Upwards and leftwards the pattern goes on as if it had begun further up.
    const [height, width] = [from.bottom - from.top + 1, from.right - from.left + 1];
    const value = repeated(
      block,
      (((index - from.top) % height) + height) % height,
      (((at - from.left) % width) + width) % width,
    );
    const before = place.table.value(row, column.key);
    if (!column.writable) readOnly += 1;
    else if (!same(column, before, value)) {
      changes.push({ key: row.record?.id ?? row.key, field: column.key, before, after: value ?? null });
    }
  });
  commit(place, changes);
  return { changed: changes.length, created: 0, readOnly, columnsLeft: 0, rowsLeft: 0 };
}

/** Writes a pasted block into the grid: over cells from the range's corner, and into new rows past the end. */
export async function paste(
  place: Place,
  range: Range,
  text: string,
  own: OwnCells | null,
): Promise<Outcome> {
  const { table, columns, context } = place;
  const block = readTable(text);
  const [height, width] = [block.length, Math.max(...block.map((line) => line.length))];
  const target = targetOf(range, height, width);
  const wanted = target.bottom - target.top + 1;
  const last = Math.min(target.bottom, target.top + MOST_ROWS - 1);
  // What stands past the end is made anew, so that the end is to be known first.
  await table.load(target.top, last);
  const past = Math.max(0, target.bottom + 1 - table.rowCount);
  const rowsLeft = (place.mayCreate ? 0 : past) + Math.max(0, wanted - MOST_ROWS);
  const missing = place.mayCreate ? Math.max(0, last + 1 - table.rowCount) : 0;
  const created = missing > 0 ? table.append(missing) : [];
  // While texts are looked up, others may move the rows.
  const rows = Array.from({ length: last - target.top + 1 }, (_, at) => table.row(target.top + at));

  const changes: Change[] = [];
  let readOnly = 0;
  for (const [down, row] of rows.entries()) {
    if (!row) continue;
    for (let at = target.left; at <= target.right; at += 1) {
      const column = columns[at];
      const right = at - target.left;
      const cell = repeated(block, down, right);
      if (!column || cell === undefined) continue;
      const before = table.value(row, column.key);
      if (!column.writable) {
        if (cell.trim() && cell !== column.kind.toText(before, column.field, context)) readOnly += 1;
        continue;
      }
      const key = row.record?.id ?? row.key;
      const exact = own?.form === place.form && own.fields[right % own.fields.length] === column.key;
      const parsed = exact
        ? { value: repeated(own.values, down, right) ?? null }
        : await column.kind.fromText(cell, column.field, context);
      if ("problem" in parsed) {
        changes.push({
          key,
          field: column.key,
          before,
          after: before,
          unread: { text: cell, problem: parsed.problem },
        });
      } else if (!same(column, before, parsed.value) || table.pending(row, column.key)) {
        changes.push({ key, field: column.key, before, after: parsed.value });
      }
    }
  }
  commit(place, changes, created);
  await table.finish(created);
  const columnsLeft = Math.max(0, target.left + width - columns.length);
  const reached = { ...target, bottom: last, right: Math.min(target.right, columns.length - 1) };
  return { changed: changes.length, created: created.length, readOnly, columnsLeft, rowsLeft, reached };
}

/** Where a block goes: it repeats over a range that is a multiple of it, else it stands at the range's corner. */
function targetOf(range: Range, height: number, width: number): Range {
  const rows = range.bottom - range.top + 1;
  const across = range.right - range.left + 1;
  const repeats = !isOneCell(range) && rows % height === 0 && across % width === 0;
  return {
    top: range.top,
    left: range.left,
    bottom: repeats ? range.bottom : range.top + height - 1,
    right: repeats ? range.right : range.left + width - 1,
  };
}

function each(
  place: Place,
  range: Range,
  act: (row: TableRow, column: GridColumn, index: number, at: number) => void,
): void {
  for (let index = range.top; index <= range.bottom; index += 1) {
    const row = place.table.row(index);
    if (!row) continue;
    for (let at = range.left; at <= range.right; at += 1) {
      const column = place.columns[at];
      if (column) act(row, column, index, at);
    }
  }
}
