/** What is published, as a draft is shown with it: nothing can be changed there. */
import type { FilterTree, FormView } from "~/api/types";

/** The form as somebody has it who may only read. */
export function onlyRead(form: FormView): FormView {
  const fields = Object.fromEntries(
    Object.entries(form.rights.fields).map(([key, access]) => [key, access === "write" ? "read" : access]),
  );
  return { ...form, rights: { actions: [], fields } };
}

/** The fields that a filter compares. */
export function namedIn(tree: FilterTree): readonly string[] {
  if ("all" in tree) return tree.all.flatMap(namedIn);
  if ("any" in tree) return tree.any.flatMap(namedIn);
  return "not" in tree ? namedIn(tree.not) : [tree.field];
}
