/** What can be done with the validations of a form, as edits of its definition. */
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf } from "../json";
import { formOf, formPlace } from "../model";
import { freeKey } from "../names";
import type { Place } from "../place";

export const validationsPlace = (form: string): Place => [...formPlace(form), "validations"];

export function validationsOf(form: JsonObject | undefined): readonly JsonObject[] {
  return listOf(form?.validations).filter(isObject);
}

export function freeValidationKey(document: Json, form: string): string {
  return freeKey(
    "rule",
    validationsOf(formOf(document, form)).map(({ key }) => String(key)),
  );
}

export function addValidation(form: string, key: string): readonly Edit[] {
  // What is left blank is for "required" to ask for.
  const item = { key, condition: "", blank_passes: true, message: {} };
  return [{ do: "insert", into: validationsPlace(form), item, before: null }];
}

export function moveValidation(form: string, name: string, before: string | null): readonly Edit[] {
  const into = validationsPlace(form);
  return name === before ? [] : [{ do: "move", from: into, name, into, before }];
}

export function removeValidation(form: string, name: string): readonly Edit[] {
  return [{ do: "remove", from: validationsPlace(form), name }];
}
