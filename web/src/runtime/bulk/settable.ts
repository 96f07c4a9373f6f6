/** Which fields many records can be given a value of at once. */
import { mayWrite } from "~/api/apps";
import type { FieldView, FormView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";

/** What many records can be given at once: no tables, and no value that only one of them can have. */
export function settable(form: FormView): FieldView[] {
  return form.fields.filter(
    (field) => mayWrite(form, field) && !field.unique && fieldKind(field.kind).inGrid !== false,
  );
}
