/** A record while it is being edited, and what of it differs from what the server holds. */
import type { FieldView, FormView } from "~/api/types";
import { isBegun, named, type Row, rowsOf } from "~/kinds/rows";
import { rowFields } from "./fields";

export type Values = Record<string, unknown>;

/** Blank is what the server stores as NULL. */
export function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Equality of two JSON values, in which every blank is the same. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (isBlank(left) || isBlank(right)) return isBlank(left) && isBlank(right);
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
  }
  if (typeof left === "object" && typeof right === "object") {
    const [a, b] = [left as Values, right as Values];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => sameValue(a[name], b[name]));
  }
  return left === right;
}

/** What the form edits, from a record of the server or from some of its fields; rows are named so that they can be moved. */
export function open(form: FormView, record: Values): Values {
  const values: Values = {};
  for (const field of form.fields) {
    const value = record[field.key];
    if (!(field.key in record)) continue;
    values[field.key] = rowFields(field) ? rowsOf(value).map(named) : (value ?? null);
  }
  return values;
}

/** What the server takes of the edited values: the fields `keys`, rows without their computed cells. */
export function close(form: FormView, values: Values, keys: readonly string[]): Values {
  const sent: Values = {};
  for (const field of form.fields) {
    if (!keys.includes(field.key)) continue;
    const cells = rowFields(field);
    sent[field.key] = cells
      ? rowsOf(values[field.key]).map((row) => closeRow(cells, row))
      : (values[field.key] ?? null);
  }
  return sent;
}

function closeRow(fields: readonly FieldView[], row: Row): Values {
  const sent: Values = row.id ? { id: row.id } : {};
  for (const field of fields) {
    if (!field.computed && field.key in row && !isBegun(row, field.key))
      sent[field.key] = row[field.key] ?? null;
  }
  return sent;
}

/** The fields that a person changed: rows count by order, identity and the cells that people fill. */
export function changedFields(form: FormView, base: Values, values: Values): string[] {
  const fields = form.fields.filter((field) => !field.computed);
  const [before, after] = [base, values].map((side) =>
    close(
      form,
      side,
      fields.map((field) => field.key),
    ),
  );
  return fields.map((field) => field.key).filter((key) => !sameValue(before?.[key], after?.[key]));
}
