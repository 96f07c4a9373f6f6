/** What a person does to rows: each action makes new rows, can be undone, and tells what could not be taken. */
import { useCallback, useRef, useState } from "react";
import type { FieldView } from "~/api/types";
import { readTable, writeTable } from "./clipboard";
import { type KindContextValue, useKinds } from "./context";
import { type Row, rowName } from "./rows";
import { type Area, type Change, insertRow, planPaste, setCells } from "./rowTable";

export interface RowTable {
  cells: readonly FieldView[];
  rows: readonly Row[];
  most: number;
  begin: () => Row;
  /** Whether a person may write this cell of this row now. */
  isOpen: (row: Row, cell: FieldView) => boolean;
  onChange: (rows: Row[]) => void;
}

/** A pasted text that its cell could not take, by row name and cell. */
export type Refusals = ReadonlyMap<string, string>;

export interface Outcome {
  refused: number;
  closed: number;
  dropped: number;
}

const UNDO_STEPS = 50;

export function refusalKey(row: Row, cell: string): string {
  return `${rowName(row)}/${cell}`;
}

/** The selected cells as a spreadsheet takes them. */
export function copyCells(table: RowTable, area: Area, context: KindContextValue): string {
  const lines = table.rows.slice(area.top, area.bottom + 1);
  const cells = table.cells.slice(area.left, area.right + 1);
  return writeTable(
    lines.map((row) =>
      cells.map((cell) => context.kind(cell.kind).toText(row[cell.key] ?? null, cell, context)),
    ),
  );
}

export function useRowEditing(table: RowTable) {
  const context = useKinds();
  const past = useRef<Row[][]>([]);
  const [refusals, setRefusals] = useState<Refusals>(new Map());
  const latest = useRef(table);
  latest.current = table;

  const change = useCallback((rows: Row[]) => {
    past.current = [...past.current.slice(1 - UNDO_STEPS), [...latest.current.rows]];
    latest.current.onChange(rows);
  }, []);

  const undo = useCallback(() => {
    const before = past.current.pop();
    if (before) latest.current.onChange(before);
    return before !== undefined;
  }, []);

  const write = useCallback(
    (row: number, cell: string, value: unknown) => {
      const target = latest.current.rows[row];
      if (!target) return;
      setRefusals((known) => without(known, refusalKey(target, cell)));
      change(setCells(latest.current.rows, [{ row, cell, value }]));
    },
    [change],
  );

  const clear = useCallback(
    (area: Area) => {
      const { rows, cells, isOpen } = latest.current;
      const changes: Change[] = [];
      for (let row = area.top; row <= area.bottom; row += 1) {
        for (const cell of cells.slice(area.left, area.right + 1)) {
          const target = rows[row];
          if (target && isOpen(target, cell)) changes.push({ row, cell: cell.key, value: null });
        }
      }
      if (changes.length > 0) change(setCells(rows, changes));
    },
    [change],
  );

  const paste = useCallback(
    async (text: string, area: Area): Promise<Outcome> => {
      const { cells, most, begin, isOpen } = latest.current;
      let rows = [...latest.current.rows];
      const headings = cells.map((cell) => cell.label[context.locale] ?? "");
      const size = { rows: rows.length, columns: cells.length };
      const plan = planPaste(readTable(text), area, size, most, headings);
      for (let more = 0; more < plan.added; more += 1) rows = insertRow(rows, rows.length, begin());
      const changes: Change[] = [];
      const refused = new Map<string, string>();
      let closed = 0;
      for (const { row, column, text: written } of plan.cells) {
        const [cell, target] = [cells[column], rows[row]];
        if (!cell || !target) continue;
        if (!isOpen(target, cell)) {
          // A computed cell comes along when whole rows are copied; nobody expects it to be taken.
          if (!cell.computed) closed += 1;
          continue;
        }
        const read = await context.kind(cell.kind).fromText(written, cell, context);
        // What could not be read leaves a gap rather than a default that nobody wrote.
        if ("problem" in read) refused.set(refusalKey(target, cell.key), read.problem);
        changes.push({ row, cell: cell.key, value: "problem" in read ? null : read.value });
      }
      setRefusals((known) => new Map([...known, ...refused]));
      change(setCells(rows, changes));
      return { refused: refused.size, closed, dropped: plan.dropped };
    },
    [change, context],
  );

  return { change, undo, write, clear, paste, refusals };
}

function without(refusals: Refusals, key: string): Refusals {
  if (!refusals.has(key)) return refusals;
  const rest = new Map(refusals);
  rest.delete(key);
  return rest;
}
