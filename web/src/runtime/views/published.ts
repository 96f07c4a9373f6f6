/** The shared lists of a form, the one of every record first; it is made where the author made none. */
import type { AppView, ListView } from "~/api/types";
import type { Label } from "~/words";

export function viewsOf(app: AppView, form: string, every: Label): ListView[] {
  const own = app.views.filter((view) => view.form === form);
  const whole = own.filter(({ filter }) => filter === null);
  const narrowed = own.filter(({ filter }) => filter !== null);
  if (whole.length > 0) return [...whole, ...narrowed];
  return [{ key: "", form, kind: "grid", label: every, columns: [], filter: null, sort: [] }, ...narrowed];
}
