/** What the definition says about fields, asked without naming a kind. */
import type { FieldView } from "~/api/types";

/** The fields of a field's rows, when it holds rows. */
export function rowFields(field: FieldView): readonly FieldView[] | null {
  return Array.isArray(field.fields) ? (field.fields as readonly FieldView[]) : null;
}
