/** What expressions read while a form is edited: the record, its rows, its old values, and what the server told. */
import type { FieldView, FormView } from "~/api/types";
import { type Row, rowName, rowsOf } from "~/kinds/rows";
import { rowFields } from "./fields";
import type { Values } from "./values";

/** A checked expression as the server sends it. */
export type Tree = unknown;

const slotsOfTrees = new WeakMap<object, readonly string[]>();

/** The slots that a tree reads. */
function slotsOf(tree: Tree): readonly string[] {
  if (typeof tree !== "object" || tree === null) return [];
  const known = slotsOfTrees.get(tree);
  if (known) return known;
  const node = tree as { slot?: string; arguments?: readonly Tree[] };
  const found = node.slot ? [node.slot] : (node.arguments ?? []).flatMap(slotsOf);
  slotsOfTrees.set(tree, found);
  return found;
}

/** Whether all that the tree reads is known here: a slot is, once the server has told its value. */
export function isKnown(tree: Tree, facts: Facts): boolean {
  return slotsOf(tree).every((slot) => slot in facts.slots);
}

/** Flat: a dotted path → its value as expressions see it. */
export type Environment = Record<string, unknown>;

/** Runs a tree; the clock and the executor stand behind it, so that logic is tested without them. */
export type Evaluate = (tree: Tree, environment: Environment) => unknown;

/** A field's JSON value as expressions see it: asked of its kind. */
export type ToExpression = (field: FieldView, value: unknown) => unknown;

export interface Facts {
  /** Constants of this page: ME.id, PARAM.idle_days … */
  roots: Environment;
  /** Values of what only the server can compute, by slot. */
  slots: Environment;
  toExpression: ToExpression;
  evaluate: Evaluate;
}

export function formEnvironment(
  form: FormView,
  values: Values,
  old: Values | null,
  facts: Facts,
): Environment {
  const environment: Environment = { ...facts.roots, ...facts.slots };
  addRecord(environment, form, values, "", facts);
  if (old) addRecord(environment, form, old, "OLD.", facts);
  return environment;
}

/** A row reads its own cells by key and the record that it belongs to through `parent`. */
export function rowEnvironment(
  form: FormView,
  cells: readonly FieldView[],
  values: Values,
  row: Row,
  facts: Facts,
): Environment {
  const environment: Environment = { ...facts.roots, ...facts.slots };
  addRecord(environment, form, values, "parent.", facts);
  for (const cell of cells) environment[cell.key] = facts.toExpression(cell, row[cell.key]);
  return environment;
}

function addRecord(
  environment: Environment,
  form: FormView,
  values: Values,
  prefix: string,
  facts: Facts,
): void {
  for (const field of form.fields) {
    const cells = rowFields(field);
    if (!cells) {
      environment[prefix + field.key] = facts.toExpression(field, values[field.key]);
      continue;
    }
    const rows = rowsOf(values[field.key]);
    environment[prefix + field.key] = rows.map((row) => row.id ?? rowName(row));
    for (const cell of cells) {
      environment[`${prefix}${field.key}.${cell.key}`] = rows.map((row) =>
        facts.toExpression(cell, row[cell.key]),
      );
    }
  }
}
