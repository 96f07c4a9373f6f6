/** What a new view begins with. */
import type { FormView } from "~/api/types";
import type { ViewDefinition } from "~/api/views";

/** The settings of a new view: what must be chosen begins with the field that most would choose. */
export function beginning(form: FormView, kind: string): ViewDefinition {
  const choice = form.view_kinds.find((one) => one.kind === kind);
  const chosen = (choice?.settings ?? []).flatMap(({ name, required, choices }) => {
    const likely = choices.find((key) => key === form.stage_field) ?? choices[0];
    return required && likely ? [[name, likely]] : [];
  });
  return { kind, ...Object.fromEntries(chosen) };
}
