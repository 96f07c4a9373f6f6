/** Which fields are shown, required and open right now, in the form and in each row of its sub-tables. */
import type { FieldView, FormView } from "~/api/types";
import { type FieldState, type Row, rowName, rowsOf } from "~/kinds/rows";
import {
  type Environment,
  type Facts,
  formEnvironment,
  isKnown,
  rowEnvironment,
  type Tree,
} from "./environment";
import { rowFields } from "./fields";
import type { Values } from "./values";

export interface Conditions {
  fields: Readonly<Record<string, FieldState>>;
  sections: Readonly<Record<string, boolean>>;
  /** Sub-table → row key → cell → state. */
  rows: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, FieldState>>>>>>;
}

export function judge(form: FormView, values: Values, old: Values | null, facts: Facts): Conditions {
  const environment = formEnvironment(form, values, old, facts);
  const sections = Object.fromEntries(
    form.layout.sections.map((section) => [
      section.key,
      holds(form.trees[`sections/${section.key}`], environment, facts, true),
    ]),
  );
  const fields: Record<string, FieldState> = {};
  const rows: Record<string, Record<string, Record<string, FieldState>>> = {};
  for (const field of form.fields) {
    const writable = !field.computed && form.rights.fields[field.key] === "write";
    fields[field.key] = stateOf(form, field, `fields/${field.key}`, environment, facts, writable);
    const cells = rowFields(field);
    if (cells) rows[field.key] = rowStates(form, field, cells, values, facts, writable);
  }
  return { fields, sections, rows };
}

function rowStates(
  form: FormView,
  field: FieldView,
  cells: readonly FieldView[],
  values: Values,
  facts: Facts,
  writable: boolean,
): Record<string, Record<string, FieldState>> {
  const stateOfRow = (row: Row) => {
    const environment = rowEnvironment(form, cells, values, row, facts);
    return Object.fromEntries(
      cells.map((cell) => {
        const granted = form.rights.fields[`${field.key}.${cell.key}`] ?? "write";
        const open = writable && !cell.computed && granted === "write";
        const place = `fields/${field.key}/fields/${cell.key}`;
        return [cell.key, stateOf(form, cell, place, environment, facts, open)];
      }),
    );
  };
  return Object.fromEntries(rowsOf(values[field.key]).map((row) => [rowName(row), stateOfRow(row)]));
}

function stateOf(
  form: FormView,
  field: FieldView,
  place: string,
  environment: Environment,
  facts: Facts,
  writable: boolean,
): FieldState {
  const said = (member: string, fallback: boolean) =>
    holds(form.trees[`${place}/${member}`], environment, facts, fallback);
  const visible = said("visible_when", true);
  const readOnly = !writable || said("read_only_when", false);
  const required = visible && !readOnly && (field.required === true || said("required_when", false));
  return { visible, readOnly, required };
}

/** Whether a part of a page is shown, by the tree of its condition; one that is not known here yet shows it. */
export function isShownNow(form: FormView, tree: Tree | undefined, values: Values, facts: Facts): boolean {
  return tree === undefined || holds(tree, formEnvironment(form, values, values, facts), facts, true);
}

/** A blank condition is false; one that is absent, or not known here yet, is the fallback. */
function holds(tree: Tree | undefined, environment: Environment, facts: Facts, fallback: boolean): boolean {
  if (tree === undefined || !isKnown(tree, facts)) return fallback;
  return facts.evaluate(tree, environment) === true;
}
