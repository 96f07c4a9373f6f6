/** Computed fields while typing: formulas of the record and of its rows, and what kinds compute from rows. */
import type { FieldView, FormView } from "~/api/types";
import { type Row, rowsOf } from "~/kinds/rows";
import { type Facts, formEnvironment, isKnown, rowEnvironment } from "./environment";
import { rowFields } from "./fields";
import { sameValue, type Values } from "./values";

/** A field's value as its kind makes it of rows; undefined when it cannot. */
export type Aggregate = (field: FieldView, rows: (source: string) => readonly Values[] | null) => unknown;

/** The values with every computed field that the browser can compute; the same object when nothing changed.
 *
 * Formulas may read each other in any order, so passes go on until none changes; a cycle, which the
 * definition's check refuses, ends after as many passes as there are computed fields. */
export function compute(
  form: FormView,
  values: Values,
  old: Values | null,
  facts: Facts,
  aggregate: Aggregate,
): Values {
  const fields = form.fields.filter((field) => field.computed || rowFields(field));
  let now = values;
  for (let pass = 0; pass <= countComputed(fields); pass += 1) {
    const next = computeOnce(form, fields, now, old, facts, aggregate);
    if (next === now) return now;
    now = next;
  }
  return now;
}

function countComputed(fields: readonly FieldView[]): number {
  const cells = fields.flatMap((field) => (rowFields(field) ?? []).filter((cell) => cell.computed));
  return fields.length + cells.length;
}

function computeOnce(
  form: FormView,
  fields: readonly FieldView[],
  values: Values,
  old: Values | null,
  facts: Facts,
  aggregate: Aggregate,
): Values {
  let now = values;
  const set = (key: string, value: unknown) => {
    if (!sameValue(now[key], value)) now = { ...now, [key]: value };
  };
  for (const field of fields) {
    const cells = rowFields(field);
    if (cells) {
      const rows = rowsOf(now[field.key]);
      const next = rows.map((row) => computeRow(form, field, cells, now, row, facts));
      if (next.some((row, index) => row !== rows[index])) now = { ...now, [field.key]: next };
      continue;
    }
    const tree = form.trees[`fields/${field.key}/formula`];
    if (tree !== undefined && !isKnown(tree, facts)) continue;
    if (tree !== undefined) set(field.key, facts.evaluate(tree, formEnvironment(form, now, old, facts)));
    else {
      if (form.trees[`fields/${field.key}/filter`] !== undefined) continue;
      const value = aggregate(field, (source) => rowValues(form, now, source, facts));
      if (value !== undefined) set(field.key, value);
    }
  }
  return now;
}

function computeRow(
  form: FormView,
  field: FieldView,
  cells: readonly FieldView[],
  values: Values,
  row: Row,
  facts: Facts,
): Row {
  let now = row;
  for (const cell of cells) {
    const tree = form.trees[`fields/${field.key}/fields/${cell.key}/formula`];
    if (tree === undefined || !isKnown(tree, facts)) continue;
    const value = facts.evaluate(tree, rowEnvironment(form, cells, values, now, facts));
    if (!sameValue(now[cell.key], value)) {
      now = { ...now, [cell.key]: value };
    }
  }
  return now;
}

/** The rows of a sub-table as expressions see them; null when `source` is no sub-table of this form. */
function rowValues(form: FormView, values: Values, source: string, facts: Facts): readonly Values[] | null {
  const field = form.fields.find((candidate) => candidate.key === source);
  const cells = field ? rowFields(field) : null;
  if (!cells) return null;
  return rowsOf(values[source]).map((row) =>
    Object.fromEntries(cells.map((cell) => [cell.key, facts.toExpression(cell, row[cell.key])])),
  );
}
