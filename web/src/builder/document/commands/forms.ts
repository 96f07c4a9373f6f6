/** What can be done with the forms of an application, as edits of its definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { type FieldDefinition, formsOf } from "../model";
import { freeKey } from "../names";
import { leadingTo, listPlace } from "./menu";

export function freeFormKey(document: Json, wanted: string): string {
  const menu = listOf(objectOf(document).menu).filter(isObject);
  return freeKey(
    wanted,
    [...formsOf(document), ...menu].map(({ key }) => String(key)),
  );
}

export interface NewForm {
  key: string;
  label: Label;
  icon: string;
  /** The field that names a record. */
  title: FieldDefinition;
}

/** A form with the field that names its records, in the menu where there is one, open to those who may do everything. */
export function addForm(document: Json, { key, label, icon, title }: NewForm): readonly Edit[] {
  const form: JsonObject = {
    key,
    label: { ...label },
    icon,
    title_field: title.key,
    fields: [title],
    layout: { sections: [{ key: "main", columns: 2, cells: [{ field: title.key }] }] },
  };
  const menu = listOf(objectOf(document).menu);
  return [
    { do: "insert", into: ["forms"], item: form, before: null },
    ...(menu.length > 0
      ? [{ do: "insert", into: ["menu"], item: { key, form: key }, before: null } as const]
      : []),
  ];
}

/** Removes a form and its lines in the menu; what else speaks of it is told by the check. */
export function removeForm(document: Json, key: string): readonly Edit[] {
  return [
    ...leadingTo(document, "form", key).map(
      ({ line, groups }): Edit => ({ do: "remove", from: listPlace(groups), name: line.key }),
    ),
    { do: "remove", from: ["forms"], name: key },
  ];
}
