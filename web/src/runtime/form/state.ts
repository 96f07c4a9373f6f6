/** A form being filled in: what stands in it, what is wrong with it, and how each event changes that. */
import type { FieldView, FormView, Issue } from "~/api/types";
import { begun, isBegun, named, type Row, rowName, rowsOf } from "~/kinds/rows";
import type { Environment } from "./environment";
import { rowFields } from "./fields";
import { type PlacedIssue, placeIssues, withoutPlace } from "./issues";
import { isBlank, sameValue, type Values } from "./values";

export interface FormState {
  /** What the server holds, as far as this page knows. */
  base: Values;
  version: number | null;
  values: Values;
  /** Fields that the person changed, and may therefore be told about before saving. */
  touched: ReadonlySet<string>;
  slots: Environment;
  /** What checking said last. */
  told: readonly PlacedIssue[];
  /** What saving said, each until its place is changed. */
  refused: readonly PlacedIssue[];
  /** Whether saving was tried, so that everything is said. */
  tried: boolean;
}

export type FormEvent =
  | { kind: "changed"; field: string; value: unknown }
  | { kind: "restored"; values: Values }
  | { kind: "checked"; sent: Values; answer: Checked; shown: ReadonlySet<string> }
  | { kind: "tried" }
  | { kind: "refused"; sent: Values; issues: readonly Issue[]; shown: ReadonlySet<string> }
  | { kind: "rebased"; base: Values; version: number; values: Values };

export interface Checked {
  values: Values;
  issues: readonly Issue[];
  slots: Environment;
}

export function begin(base: Values, version: number | null, values: Values = base): FormState {
  return {
    base,
    version,
    values,
    touched: new Set(),
    slots: {},
    told: [],
    refused: [],
    tried: false,
  };
}

export function next(form: FormView, state: FormState, event: FormEvent): FormState {
  switch (event.kind) {
    case "changed":
      return change(form, state, event.field, event.value);
    case "restored": {
      const touched = new Set([...state.touched, ...Object.keys(event.values)]);
      return { ...state, values: { ...state.values, ...event.values }, touched };
    }
    case "checked":
      return {
        ...state,
        values: adopt(form, state, event.sent, event.answer.values),
        slots: { ...state.slots, ...event.answer.slots },
        told: placeIssues(event.answer.issues, event.sent, event.shown),
      };
    case "tried":
      return { ...state, tried: true };
    case "refused":
      return { ...state, tried: true, refused: placeIssues(event.issues, event.sent, event.shown) };
    case "rebased":
      return {
        ...begin(event.base, event.version, event.values),
        touched: state.touched,
        slots: state.slots,
      };
  }
}

function change(form: FormView, state: FormState, key: string, value: unknown): FormState {
  const field = form.fields.find((candidate) => candidate.key === key);
  const before = state.values[key];
  const drop = (issues: readonly PlacedIssue[]) =>
    field && rowFields(field)
      ? withoutChangedCells(issues, key, rowsOf(before), rowsOf(value))
      : withoutPlace(issues, key);
  return {
    ...state,
    values: { ...state.values, [key]: value },
    touched: new Set([...state.touched, key]),
    told: drop(state.told),
    refused: drop(state.refused),
  };
}

/** In a sub-table the issues of unchanged cells stay; those about the number of rows go. */
function withoutChangedCells(
  issues: readonly PlacedIssue[],
  key: string,
  before: readonly Row[],
  after: readonly Row[],
): PlacedIssue[] {
  const old = new Map(before.map((row) => [rowName(row), row]));
  const kept = new Map(after.map((row) => [rowName(row), row]));
  return issues.filter((issue) => {
    if (issue.field !== key) return true;
    const [was, is] = [old.get(issue.row ?? ""), kept.get(issue.row ?? "")];
    if (!was || !is) return false;
    return issue.cell === null ? was === is : sameValue(was[issue.cell], is[issue.cell]);
  });
}

/** Takes from the server what people do not write: computed values, and defaults of fields left alone. */
function adopt(form: FormView, state: FormState, sent: Values, told: Values): Values {
  let values = state.values;
  for (const field of form.fields) {
    if (!(field.key in told)) continue;
    const now = values[field.key];
    const cells = rowFields(field);
    const value = cells
      ? adoptRows(cells, rowsOf(now), rowsOf(sent[field.key]), rowsOf(told[field.key]))
      : adoptValue(field, state, now, told[field.key]);
    if (value !== now) values = { ...values, [field.key]: value };
  }
  return values;
}

function adoptValue(field: FieldView, state: FormState, now: unknown, told: unknown): unknown {
  const given = field.computed || (!state.touched.has(field.key) && isBlank(now));
  return given && !sameValue(now, told) ? told : now;
}

/** Rows are told in the order in which they were sent; those added or moved since are found by their names. */
function adoptRows(
  cells: readonly FieldView[],
  rows: readonly Row[],
  sent: readonly Row[],
  told: readonly Row[],
): readonly Row[] {
  if (sent.length === 0 && rows.length === 0) return told.length > 0 ? told.map(named) : rows;
  const answers = new Map(sent.map((row, index) => [rowName(row), told[index]]));
  let changed = false;
  const adopted = rows.map((row) => {
    const answer = answers.get(rowName(row));
    if (!answer) return row;
    const news = cells.filter((cell) => !sameValue(row[cell.key], answer[cell.key]));
    const told = (cell: FieldView) => [cell.key, answer[cell.key]] as const;
    const computed = Object.fromEntries(news.filter((cell) => cell.computed).map(told));
    const defaults = news.filter((cell) => !cell.computed && isBegun(row, cell.key)).map(told);
    if (Object.keys(computed).length + defaults.length === 0) return row;
    changed = true;
    return begun({ ...row, ...computed }, Object.fromEntries(defaults));
  });
  return changed ? adopted : rows;
}
