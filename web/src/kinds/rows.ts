/** Rows of a sub-table while they are edited: plain JSON with an identity that never leaves the browser. */
import { createContext, useContext } from "react";
import type { FieldView } from "~/api/types";

const ROW = Symbol("row");
const BEGUN = Symbol("begun");

export interface Row {
  id?: number | null;
  /** Survives spreading, is skipped by JSON and by `Object.keys`: who the row is before the server knows it. */
  [ROW]?: string;
  /** What its cells began with by the form's own defaults. */
  [BEGUN]?: Readonly<Record<string, unknown>>;
  [field: string]: unknown;
}

let made = 0;

/** The row under a name of its own, unless it has one. */
export function named(row: Row): Row {
  if (row[ROW]) return row;
  made += 1;
  return { ...row, [ROW]: `row-${made}` };
}

export function rowName(row: Row): string {
  return row[ROW] ?? "";
}

/** The row with cells as the form's defaults fill them; they follow what they are made of until a person writes them. */
export function begun(row: Row, cells: Readonly<Record<string, unknown>>): Row {
  return { ...row, ...cells, [BEGUN]: { ...row[BEGUN], ...cells } };
}

/** Whether nobody but the form's default has written the cell. */
export function isBegun(row: Row, cell: string): boolean {
  if (row.id) return false;
  const began = row[BEGUN];
  return !(cell in row) || (began !== undefined && cell in began && began[cell] === row[cell]);
}

/** The same cells as a new row. */
export function copyRow(row: Row): Row {
  const { id: _, [ROW]: __, ...cells } = row;
  return named(cells);
}

export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? (value as Row[]) : [];
}

/** What may be done with a field, or with a cell of a row, right now. */
export interface FieldState {
  visible: boolean;
  required: boolean;
  readOnly: boolean;
}

/** What a form tells the fields in it. */
export interface FormContextValue {
  /** Its key; "" outside of a form. */
  form: string;
  /** What the host keeps of the record that is changed; nothing of one that is new. */
  kept: Readonly<Record<string, unknown>>;
  /** The state of a cell in a row of a sub-table; `undefined` outside of a form. */
  state: (field: string, row: string, cell: string) => FieldState | undefined;
  /** An empty row of the sub-table with its defaults. */
  begin: (field: FieldView) => Row;
}

export const FormContext = createContext<FormContextValue>({
  form: "",
  kept: {},
  state: () => undefined,
  begin: () => named({}),
});

export function useForm(): FormContextValue {
  return useContext(FormContext);
}
