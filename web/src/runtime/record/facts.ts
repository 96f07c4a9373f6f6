/** The few things about a record that its head shows beside its title. */
import type { AppView, FieldView, FormView } from "~/api/types";

const MOST = 4;

/** The columns of the form's first list, but for its title, its stage and what no single line can hold. */
export function keyFacts(app: AppView, form: FormView, inGrid: (field: FieldView) => boolean): FieldView[] {
  const view = app.views.find((candidate) => candidate.form === form.key);
  const wanted = view?.columns?.map((column) => column.field) ?? form.fields.map((field) => field.key);
  return wanted
    .filter((key) => key !== form.title_field && key !== form.stage_field)
    .flatMap((key) => form.fields.filter((field) => field.key === key && inGrid(field)))
    .slice(0, MOST);
}
