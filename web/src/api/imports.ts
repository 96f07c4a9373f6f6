/** Files brought into forms, step by step. */

import type { Label } from "~/words";
import { api } from "./client";

export interface ImportIssue {
  row: number;
  column: string;
  field: string | null;
  value: string | null;
  code: string;
  message: string;
  hint: string;
}

export type ImportState =
  | "uploaded"
  | "staged"
  | "checking"
  | "checked"
  | "applying"
  | "done"
  | "failed"
  | "undoing"
  | "undone"
  | "left";

export interface KeptRecord {
  form: string;
  id: number;
  title: string | null;
  reason: "changed" | "linked" | "held" | "denied" | "refused";
}

export interface ImportReport {
  id: number;
  form: string | null;
  state: ImportState;
  file_name: string;
  /** Of a workbook, the sheet that is brought in. */
  sheet: string | null;
  /** Of a workbook of which several sheets are brought in together, each of them, this one first. */
  sheets: readonly ImportReport[];
  total: number;
  done: number;
  /** How often the work was begun, and whether nobody is at it now. */
  attempts: number;
  is_waiting: boolean;
  /** Rows by what they come to. */
  new: number;
  changed: number;
  unchanged: number;
  bad: number;
  /** Records that were written. */
  created: number;
  updated: number;
  linked: number;
  has_bad_rows: boolean;
  undo: { removed: number; restored: number; kept: number; rows: readonly KeptRecord[] } | null;
  issues: readonly ImportIssue[];
  issue_count: number;
  /** When it was over; what it wrote bears this very moment. */
  finished_at: string | null;
}

/** An import that was begun before. */
export interface EarlierImport {
  id: number;
  form: string;
  state: Exclude<ImportState, "uploaded" | "left">;
  file_name: string;
  written: number;
  bad: number;
  created_at: string;
}

export interface FileRow {
  row: number;
  cells: readonly (string | null)[];
}

export interface FileColumn {
  label: string;
  filled: number;
  distinct: number;
  samples: readonly string[];
  /** The key of the field that it fills, when a form was named. */
  field: string | null;
  confidence: "exact" | "likely" | "none";
  warning: { count: number; looked_at: number; value: string; message: string } | null;
}

export interface Candidate {
  kind: string;
  certainty: number;
  settings: Readonly<Record<string, unknown>>;
  /** Of a link to another sheet: how many of the filled cells name one of its rows. */
  matched?: number;
  filled?: number;
}

export interface GuessedField {
  place: number;
  key: string;
  label: string;
  is_filled: boolean;
  candidates: readonly Candidate[];
}

export interface GuessedForm {
  key: string;
  label: string;
  title_field: string | null;
  fields: readonly GuessedField[];
}

export interface FilePreview {
  id: number;
  file_name: string;
  kind: "text" | "workbook";
  encoding: string | null;
  encodings: readonly string[];
  sheets: readonly string[];
  /** Those of the sheets that are known to have no content. */
  blank: readonly string[];
  sheet: string | null;
  header: number;
  /** How many cells are merged downwards, below the headings. */
  merged: number;
  total: number;
  above: readonly FileRow[];
  rows: readonly FileRow[];
  columns: readonly FileColumn[];
  /** Fields by which records can be found. */
  keys: readonly string[];
  /** Link fields for which missing records can be made. */
  linkable: readonly string[];
  new_form: GuessedForm | null;
}

/** How a file is read; what is null is found out. */
export interface Reading {
  sheet: string | null;
  encoding: string | null;
  header: number | null;
  /** Whether what is merged downwards counts in each of its rows. */
  spreads: boolean;
}

export interface Wish extends Reading {
  form: string | null;
  columns: readonly (string | null)[] | null;
}

/** A sheet that is to become a form. */
export interface SheetWish {
  sheet: string;
  header: number | null;
  spreads: boolean;
  /** The place of the column that names its rows; null: it is found out. */
  title: number | null;
}

export interface SheetForm {
  sheet: string;
  header: number;
  spreads: boolean;
  form: NewForm;
  columns: readonly (string | null)[];
}

export type Mode = "create" | "update" | "both";

export interface Plan extends Reading {
  columns: readonly (string | null)[];
  /** Fields that the file has no column for, each with the text that counts in every row. */
  filled: readonly { field: string; text: string }[];
  mode: Mode;
  key: string | null;
  create_linked: readonly string[];
  when_bad: "ask";
}

export interface NewForm {
  key: string;
  label: Label;
  title_field: string | null;
  fields: readonly Record<string, unknown>[];
}

export interface BadRow extends FileRow {
  issues: readonly ImportIssue[];
}

export interface BadRows {
  columns: readonly string[];
  items: readonly BadRow[];
  next: number | null;
}

/** A cell that counts as it is written here. */
export interface CorrectedCell {
  row: number;
  column: number;
  text: string;
}

const path = (app: string): string => `/apps/${app}/imports`;

export const imports = {
  upload: (app: string, file: File): Promise<{ id: number }> => {
    const body = new FormData();
    body.append("file", file);
    return api.post<{ id: number }>(path(app), body);
  },

  earlier: async (
    app: string,
    form: string | null,
    signal?: AbortSignal,
  ): Promise<readonly EarlierImport[]> =>
    (await api.get<{ items: EarlierImport[] }>(path(app), form === null ? {} : { form }, signal)).items,

  get: (app: string, id: number, signal?: AbortSignal): Promise<ImportReport> =>
    api.get<ImportReport>(`${path(app)}/${id}`, {}, signal),

  preview: (app: string, id: number, wish: Wish, signal?: AbortSignal): Promise<FilePreview> =>
    api.post<FilePreview>(`${path(app)}/${id}/preview`, wish, signal ? { signal } : {}),

  sheets: async (
    app: string,
    id: number,
    sheets: readonly SheetWish[],
    signal?: AbortSignal,
  ): Promise<readonly FilePreview[]> =>
    (
      await api.post<{ sheets: FilePreview[] }>(
        `${path(app)}/${id}/sheets`,
        { sheets },
        signal ? { signal } : {},
      )
    ).sheets,

  makeForms: (app: string, id: number, sheets: readonly SheetForm[]): Promise<unknown> =>
    api.post(`${path(app)}/${id}/forms`, { sheets }),

  makeForm: (app: string, id: number, form: NewForm): Promise<{ form: string; version: number }> =>
    api.post<{ form: string; version: number }>(`${path(app)}/${id}/form`, form),

  check: (app: string, id: number, form: string, plan: Plan): Promise<unknown> =>
    api.post(`${path(app)}/${id}/check`, { form, plan }),

  correct: (app: string, id: number, cells: readonly CorrectedCell[]): Promise<unknown> =>
    api.post(`${path(app)}/${id}/corrections`, { cells }),

  apply: (app: string, id: number): Promise<unknown> => api.post(`${path(app)}/${id}/apply`),

  undo: (app: string, id: number): Promise<unknown> => api.post(`${path(app)}/${id}/undo`),

  leave: (app: string, id: number): Promise<unknown> => api.delete(`${path(app)}/${id}`),

  badRows: (app: string, id: number, after: number, signal?: AbortSignal): Promise<BadRows> =>
    api.get<BadRows>(`${path(app)}/${id}/rows`, { after }, signal),

  badRowsFile: (app: string, id: number, kind: "xlsx" | "csv"): string =>
    `/api${path(app)}/${id}/rows/${kind}`,
};
