/** Which fields a file may fill, and what a template for them looks like. */
import { may, mayWrite } from "~/api/apps";
import type { FieldView, FormView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { type Locale, textOf } from "~/words";
import { rowFields } from "../form/fields";
import { writeCsv } from "./csv";

export function importable(form: FormView): FieldView[] {
  return form.fields.filter(
    (field) => mayWrite(form, field) && !rowFields(field) && fieldKind(field.kind).inImport !== false,
  );
}

/** Whether a file must have something for the field: the author gave no default. */
export function isNeeded(form: FormView, field: FieldView): boolean {
  return field.required === true && form.trees[`fields/${field.key}/default`] === undefined;
}

/** Required fields for which the file has no column and the author no default. */
export function unmatchedRequired(form: FormView, columns: readonly (string | null)[]): FieldView[] {
  const given = new Set(columns);
  return importable(form).filter((field) => isNeeded(form, field) && !given.has(field.key));
}

/** The key under which a column says whose the records are: no field of a form has it. */
export const OWNER = "owner";

/** Whether a column may say whose the records are. */
export const mayNameOwners = (form: FormView): boolean => may(form, "transfer");

/** What the owner is called in a heading; null where that is not the person's to say, or means a field of the form. */
export function ownerHeading(form: FormView, locale: Locale, name: string): string | null {
  const taken = form.fields.some((field) => textOf(field.label, locale) === name);
  return mayNameOwners(form) && !taken ? name : null;
}

/** A file with nothing but the headings that will be understood; `owner` is what the owner is called. */
export function template(form: FormView, locale: Locale, owner: string): string {
  const own = importable(form).map((field) => textOf(field.label, locale));
  const heading = ownerHeading(form, locale, owner);
  return writeCsv([heading === null ? own : [...own, heading]]);
}

/** Hands a text to the person as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
