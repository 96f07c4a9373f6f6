/** What an expression reads of a real record, gathered for a trial in the browser. */
import type { FieldView, RecordData } from "~/api/types";
import type { Tree } from "~/expression/evaluate";
import { rowsOf } from "~/kinds/rows";
import type { Named } from "./scope";

export interface Reading {
  /** The fields that the expression may name, by path, with where each of them stands. */
  scope: readonly Named[];
  view: (named: Named) => FieldView;
  toExpression: (field: FieldView, value: unknown) => unknown;
  /** ME.id, PARAM.idle_days … */
  roots: Readonly<Record<string, unknown>>;
  /** A record to which a link leads. */
  linked: (form: string, id: number) => Promise<RecordData>;
}

export function readsOf(tree: Tree): readonly string[] {
  if ("read" in tree) return [tree.read];
  return "call" in tree ? [...new Set(tree.arguments.flatMap(readsOf))] : [];
}

/** The values by path; `missing` names a path that only the server can follow. */
export async function trialValues(
  tree: Tree,
  record: RecordData,
  reading: Reading,
): Promise<{ values: Record<string, unknown>; missing: string | null }> {
  const values: Record<string, unknown> = { ...reading.roots };
  let missing: string | null = null;
  for (const path of readsOf(tree)) {
    const found = path in values ? { value: values[path] } : await valueAt(path, record, reading);
    if (found) values[path] = found.value;
    else missing ??= path;
  }
  return { values, missing };
}

async function valueAt(
  path: string,
  record: RecordData,
  { scope, view, toExpression, linked }: Reading,
): Promise<{ value: unknown } | null> {
  const plain = path.replace(/^OLD\./, "");
  const named = scope.find((one) => one.path === plain);
  if (!named) return plain in record && !plain.includes(".") ? { value: record[plain] } : null;
  const field = view(named);
  const { by, rows, form } = named;
  if (by === null) return { value: toExpression(field, record[field.key]) };
  const held = record[by];
  if (rows !== null) return { value: rowsOf(held).map((row) => toExpression(field, row[field.key])) };
  if (held === null || held === undefined) return { value: null };
  if (typeof held !== "number") return null;
  const there = await linked(form, held);
  return { value: toExpression(field, there[field.key]) };
}
