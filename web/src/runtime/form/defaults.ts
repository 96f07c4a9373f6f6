/** A new row of a sub-table with what its fields begin with. */
import type { FieldView, FormView } from "~/api/types";
import { named, type Row } from "~/kinds/rows";
import { type Facts, rowEnvironment } from "./environment";
import { rowFields } from "./fields";
import type { Values } from "./values";

export function beginRow(form: FormView, field: FieldView, values: Values, facts: Facts): Row {
  const cells = rowFields(field) ?? [];
  let row = named({});
  for (const cell of cells) {
    const tree = form.trees[`fields/${field.key}/fields/${cell.key}/default`];
    if (tree === undefined) continue;
    row = { ...row, [cell.key]: facts.evaluate(tree, rowEnvironment(form, cells, values, row, facts)) };
  }
  return row;
}
