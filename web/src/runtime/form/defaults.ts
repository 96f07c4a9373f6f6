/** A new row of a sub-table with what its fields begin with. */
import type { FieldView, FormView } from "~/api/types";
import { begun, named, type Row } from "~/kinds/rows";
import { type Facts, rowEnvironment } from "./environment";
import { rowFields } from "./fields";
import { isBlank, type Values } from "./values";

export function beginRow(form: FormView, field: FieldView, values: Values, facts: Facts): Row {
  const cells = rowFields(field) ?? [];
  let row = named({});
  for (const cell of cells) {
    const tree = form.trees[`fields/${field.key}/fields/${cell.key}/default`];
    if (tree === undefined) continue;
    const value = facts.evaluate(tree, rowEnvironment(form, cells, values, row, facts));
    if (!isBlank(value)) row = begun(row, { [cell.key]: value });
  }
  return row;
}
