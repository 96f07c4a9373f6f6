/** What a button asks for, and where it leads. */
import { fieldOf } from "~/api/apps";
import type { FieldView, FormView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";

export interface Asked {
  field: FieldView;
  required: boolean;
}

/** The fields that whoever presses a button fills in first, those among them that the press needs. */
export function askedBy(form: FormView, button: FieldView): readonly Asked[] {
  const listed = Array.isArray(button.asks)
    ? (button.asks as readonly { field: string; required: boolean }[])
    : [];
  return listed.flatMap(({ field: key, required }) => {
    const field = fieldOf(form, key);
    const access = form.rights.fields[key];
    return field && (access === "read" || access === "write")
      ? [{ field, required: required || field.required === true }]
      : [];
  });
}

/** Opens an address that the server has found to be one: a page apart, a letter or a call in their own programs. */
export function goTo(address: string): void {
  if (/^(mailto|tel):/i.test(address)) window.location.assign(address);
  else window.open(address, "_blank", "noopener,noreferrer");
}

/** The buttons of a form that can be pressed for many records at once: those that lead nowhere. */
export function pressedAtOnce(form: FormView): readonly FieldView[] {
  return form.fields.filter((field) => fieldKind(field.kind).acts && field.leads !== true);
}
