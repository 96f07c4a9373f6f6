/** What can be set of a field: its texts, its kind's settings, and its key for as long as nothing depends on it. */
import type { Locale } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, listOf, objectOf } from "../json";
import { cellsPlace, fieldOf, fieldsPlace, formOf, formPlace, hasSections, sectionHolding } from "../model";
import { type Place, read } from "../place";

/** Sets a member of what stands at a place; an absent value takes the member away. */
export function setMember(place: Place, member: string, value: Json | undefined): readonly Edit[] {
  return [{ do: "set", at: [...place, member], value }];
}

/** A text in one language; without any it goes altogether. */
export function setText(
  document: Json,
  place: Place,
  member: string,
  locale: Locale,
  text: string,
): readonly Edit[] {
  const label = objectOf(read(document, [...place, member]));
  const next = { ...label, [locale]: text };
  const isEmpty = Object.values(next).every((one) => one === "");
  return [{ do: "set", at: [...place, member], value: isEmpty && member !== "label" ? undefined : next }];
}

/** Every place but the field itself and its cell where something bears or writes its key. */
export function mentions(document: Json, form: string, key: string): number {
  const word = new RegExp(`(^|[^a-z0-9_])${key}([^a-z0-9_]|$)`);
  const own = read(document, [...fieldsPlace(form), { key }]);
  let count = 0;
  function look(node: Json | undefined): void {
    if (node === undefined || node === own) return;
    if (typeof node === "string") count += word.test(node) ? 1 : 0;
    else if (Array.isArray(node)) for (const item of node) look(item as Json);
    else if (isObject(node)) {
      for (const [member, held] of Object.entries(node)) {
        if (member === "layout" || member === "label" || member === "title_field" || member === "kind")
          continue;
        if (member === key) count += 1;
        look(held);
      }
    }
  }
  for (const one of listOf(objectOf(document).forms)) look(one);
  for (const member of ["views", "roles"]) look(objectOf(document)[member]);
  return count;
}

/** Another key for a field that nothing but its own form's layout and title speaks of. */
export function renameField(document: Json, form: string, from: string, to: string): readonly Edit[] {
  const definition = formOf(document, form);
  if (!definition || !fieldOf(document, form, from) || fieldOf(document, form, to)) return [];
  const section = hasSections(definition) ? sectionHolding(definition, from) : undefined;
  const edits: Edit[] = [{ do: "set", at: [...fieldsPlace(form), { key: from }, "key"], value: to }];
  if (section)
    edits.push({ do: "set", at: [...cellsPlace(form, section.key), { key: from }, "field"], value: to });
  if (definition.title_field === from)
    edits.push({ do: "set", at: [...formPlace(form), "title_field"], value: to });
  return edits;
}

export function renameColumn(
  document: Json,
  form: string,
  table: string,
  from: string,
  to: string,
): readonly Edit[] {
  if (fieldOf(document, form, to, table)) return [];
  return [{ do: "set", at: [...fieldsPlace(form, table), { key: from }, "key"], value: to }];
}
