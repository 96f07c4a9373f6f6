/** What can be set of a field: its texts, its kind's settings, and its key for as long as nothing depends on it. */
import type { Locale } from "~/words";
import type { Edit } from "../edit";
import { isList, isObject, type Json, objectOf } from "../json";
import {
  cellsPlace,
  type FieldDefinition,
  fieldOf,
  fieldsPlace,
  formOf,
  formPlace,
  hasSections,
  sectionHolding,
} from "../model";
import { type Place, read } from "../place";

/** Sets a member of what stands at a place; an absent value takes the member away. */
export function setMember(place: Place, member: string, value: Json | undefined): readonly Edit[] {
  return [{ do: "set", at: [...place, member], value }];
}

/** Texts that stand there even while they say nothing yet. */
const KEPT = ["label", "message"];

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
  return [{ do: "set", at: [...place, member], value: isEmpty && !KEPT.includes(member) ? undefined : next }];
}

/** What a field is to people and to whatever speaks of it; its kind does not touch that. */
const LASTING = ["key", "label", "help"];
/** What a field begins with fits the kind that it had. */
const FITTING = ["default"];

/** The field as one of another kind: `fresh` is a new one of that kind, `kept` are the settings that it keeps. */
export function changeKind(
  form: string,
  table: string | null,
  field: FieldDefinition,
  fresh: FieldDefinition,
  kept: readonly string[],
): readonly Edit[] {
  const lasting = Object.entries(field).filter(
    ([member]) => LASTING.includes(member) || (kept.includes(member) && !FITTING.includes(member)),
  );
  const unnamed = Object.entries(fresh).filter(([member]) => !LASTING.includes(member));
  const value = Object.fromEntries([...unnamed, ...lasting]);
  return [{ do: "set", at: [...fieldsPlace(form, table), { key: field.key }], value }];
}

/** Members whose texts are for people, or name something else than a field. */
const SPEAKING = ["layout", "label", "help", "description", "message", "title_field", "kind", "key", "icon"];

/** In how many places, besides the field itself, its cell and the title, its key is borne or written. */
export function mentions(document: Json, form: string, key: string): number {
  const word = new RegExp(`(^|[^a-z0-9_])${key}([^a-z0-9_]|$)`);
  const own = read(document, [...fieldsPlace(form), { key }]);
  function count(node: Json | undefined): number {
    if (node === undefined || node === own) return 0;
    if (typeof node === "string") return word.test(node) ? 1 : 0;
    if (isList(node)) return node.reduce<number>((sum, item) => sum + count(item), 0);
    if (!isObject(node)) return 0;
    return Object.entries(node)
      .filter(([member]) => !SPEAKING.includes(member))
      .reduce((sum, [member, held]) => sum + count(held) + (member === "fields" ? named(held) : 0), 0);
  }
  /** Rights are given to fields by their keys. */
  function named(fields: Json): number {
    return isObject(fields) ? Object.keys(fields).filter((path) => word.test(path)).length : 0;
  }
  const { forms, views, roles } = objectOf(document);
  return count(forms) + count(views) + count(roles);
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
