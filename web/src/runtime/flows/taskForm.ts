/** A form as a task shows it: what is to be filled in apart from what is only read. */

import { may } from "~/api/apps";
import type { FieldRight, OwnTask } from "~/api/flows";
import type { FieldView, FormView } from "~/api/types";
import { sectionsOf } from "../form/layout";

const FILLED: ReadonlySet<FieldRight> = new Set(["write", "required"]);

function rightOf(task: OwnTask, field: FieldView): FieldRight {
  return task.fields?.[field.key] ?? task.other_fields ?? "read";
}

/** The same form with only the fields of one sort laid out. */
function onlyWith(form: FormView, fields: readonly FieldView[], isIn: (key: string) => boolean): FormView {
  const sections = sectionsOf(form)
    .map((section) => ({ ...section, cells: section.cells.filter(({ field }) => isIn(field)) }))
    .filter((section) => section.cells.length > 0);
  return { ...form, fields, layout: { sections } };
}

/** What whoever has the task fills in: never more than their roles let them write. */
export function filledIn(form: FormView, task: OwnTask | undefined): FormView {
  const open = new Set(
    form.fields.flatMap((field) =>
      task &&
      may(form, "edit") &&
      FILLED.has(rightOf(task, field)) &&
      !field.computed &&
      form.rights.fields[field.key] === "write"
        ? [field.key]
        : [],
    ),
  );
  const fields = form.fields.map((field) =>
    task && rightOf(task, field) === "required" ? { ...field, required: true } : field,
  );
  const rights = Object.fromEntries(
    Object.entries(form.rights.fields).map(([key, access]) => [
      key,
      access === "write" && !open.has(key.split(".")[0] ?? "") ? ("read" as const) : access,
    ]),
  );
  return { ...onlyWith(form, fields, (key) => open.has(key)), rights: { ...form.rights, fields: rights } };
}

/** What is read beside: all that the task does not hide or lay open. */
export function readBeside(form: FormView, task: OwnTask | undefined): FormView {
  const filled = new Set(
    filledIn(form, task).layout.sections.flatMap(({ cells }) => cells.map(({ field }) => field)),
  );
  const shown = new Set(
    form.fields.flatMap((field) =>
      filled.has(field.key) || (task?.fields && rightOf(task, field) === "hidden") ? [] : [field.key],
    ),
  );
  return onlyWith(form, form.fields, (key) => shown.has(key));
}
