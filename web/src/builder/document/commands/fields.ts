/** What can be done with the fields of a form, as edits of its definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { type Json, type JsonObject, listOf, objectOf } from "../json";
import {
  cellsPlace,
  type FieldDefinition,
  fieldOf,
  fieldsOf,
  fieldsPlace,
  formOf,
  formPlace,
  hasSections,
  sectionHolding,
  sectionPlace,
  sectionsOf,
  sectionsPlace,
} from "../model";
import { freeKey } from "../names";
import type { Place } from "../place";

/** Where a field is put: in a section, before one of its cells or, with null, behind all of them. */
export interface Target {
  section: string;
  before: string | null;
  /** Stands on the same line as this cell, in a section that had a single column. */
  beside?: boolean;
}

/** Lays the fields out as they are shown, where the author has made no section yet. */
export function laidOut(document: Json, form: string): readonly Edit[] {
  const definition = formOf(document, form);
  if (!definition || hasSections(definition)) return [];
  return sectionsOf(definition).map(({ key, columns, cells }) => ({
    do: "insert",
    into: sectionsPlace(form),
    item: { key, columns, cells: cells.map(({ field }) => ({ field })) },
    before: null,
  }));
}

/** A section of one column becomes one of two; what stood alone on its line still does. */
function besides(document: Json, form: string, target: Target): readonly Edit[] {
  const section = sectionsOf(formOf(document, form)).find(({ key }) => key === target.section);
  if (!target.beside || !section || section.columns !== 1) return [];
  const at = sectionPlace(form, target.section);
  return [
    { do: "set", at: [...at, "columns"], value: 2 },
    ...section.cells
      .filter(({ field }) => field !== target.before)
      .map(({ field }): Edit => ({ do: "set", at: [...at, "cells", { key: field }, "span"], value: 2 })),
  ];
}

/** Whether fields can be told apart by their keys in this form, or in the rows of this table of it. */
function keysTaken(document: Json, form: string, table?: string | null): readonly string[] {
  const holder = table ? fieldOf(document, form, table) : formOf(document, form);
  return fieldsOf(holder).map(({ key }) => key);
}

export function freeFieldKey(document: Json, form: string, wanted: string, table?: string | null): string {
  return freeKey(wanted, keysTaken(document, form, table));
}

export function addFields(
  document: Json,
  form: string,
  fields: readonly FieldDefinition[],
  target: Target | null,
): readonly Edit[] {
  if (!formOf(document, form)) return [];
  const inserted = fields.map(
    (field): Edit => ({ do: "insert", into: fieldsPlace(form), item: field, before: null }),
  );
  if (!target) return inserted;
  return [
    ...laidOut(document, form),
    ...besides(document, form, target),
    ...inserted,
    ...fields.map(
      ({ key }): Edit => ({
        do: "insert",
        into: cellsPlace(form, target.section),
        item: { field: key },
        before: target.before,
      }),
    ),
  ];
}

/** Puts fields of the form, shown already or not, at a place of its layout. */
export function placeFields(
  document: Json,
  form: string,
  keys: readonly string[],
  target: Target,
): readonly Edit[] {
  const definition = formOf(document, form);
  if (!definition) return [];
  const moving = new Set(keys);
  const cells = sectionsOf(definition).find(({ key }) => key === target.section)?.cells ?? [];
  const start = cells.findIndex(({ field }) => field === target.before);
  const before =
    start < 0 ? null : (cells.slice(start).find(({ field }) => !moving.has(field))?.field ?? null);
  const into = cellsPlace(form, target.section);
  const laying = laidOut(document, form);
  const edits = keys.map((field): Edit => {
    const holding = sectionHolding(definition, field);
    return holding
      ? { do: "move", from: cellsPlace(form, holding.key), name: field, into, before }
      : { do: "insert", into, item: { field }, before };
  });
  const hasList = laying.length > 0 || cells.length > 0;
  return [
    ...laying,
    ...(hasList ? [] : [{ do: "set", at: into, value: [] } as const]),
    ...besides(document, form, target),
    ...edits,
  ];
}

/** Takes fields off the form and keeps them. */
export function hideFields(document: Json, form: string, keys: readonly string[]): readonly Edit[] {
  return [...laidOut(document, form), ...uncelled(document, form, keys)];
}

function uncelled(document: Json, form: string, keys: readonly string[]): readonly Edit[] {
  const definition = formOf(document, form);
  if (!definition) return [];
  return sectionsOf(definition).flatMap(({ key, cells }) =>
    cells
      .filter(({ field }) => keys.includes(field))
      .map(({ field }): Edit => ({ do: "remove", from: cellsPlace(form, key), name: field })),
  );
}

/** Removes fields with their cells; what else speaks of them is told by the check. */
export function removeFields(document: Json, form: string, keys: readonly string[]): readonly Edit[] {
  const definition = formOf(document, form);
  if (!definition) return [];
  const cells = hasSections(definition) ? uncelled(document, form, keys) : [];
  return [
    ...cells,
    ...keys.map((name): Edit => ({ do: "remove", from: fieldsPlace(form), name })),
    ...orphans(document, form, keys),
  ];
}

/** Lists that only name fields lose those that are gone: the order of lists, the columns of views. */
function orphans(document: Json, form: string, keys: readonly string[]): readonly Edit[] {
  const sorted = listed([...formPlace(form), "sort"], formOf(document, form)?.sort, keys);
  const views = listOf(objectOf(document).views).flatMap((view) => {
    const { key, form: of, columns, sort } = objectOf(view);
    if (of !== form || typeof key !== "string") return [];
    const at: Place = ["views", { key }];
    return [...listed([...at, "columns"], columns, keys), ...listed([...at, "sort"], sort, keys)];
  });
  return [...sorted, ...views];
}

function listed(from: Place, list: Json | undefined, keys: readonly string[]): readonly Edit[] {
  return listOf(list).flatMap((item) => {
    const { field } = objectOf(item);
    return typeof field === "string" && keys.includes(field)
      ? [{ do: "remove", from, name: field } as const]
      : [];
  });
}

/** Copies of fields under free keys, told apart by `suffix` behind their labels. */
export function copied(
  document: Json,
  form: string,
  fields: readonly JsonObject[],
  suffix: Label,
  table?: string | null,
): readonly FieldDefinition[] {
  const taken = new Set(keysTaken(document, form, table));
  return fields.map((field) => {
    const isTwin = taken.has(String(field.key));
    const key = freeKey(String(field.key), taken);
    taken.add(key);
    const label = Object.fromEntries(
      Object.entries(objectOf(field.label)).map(([locale, text]) => [
        locale,
        isTwin && text ? `${String(text)}${suffix[locale as keyof Label] ?? ""}` : text,
      ]),
    );
    return { ...field, kind: String(field.kind), key, label };
  });
}

export function addColumn(
  form: string,
  table: string,
  field: FieldDefinition,
  before: string | null,
): readonly Edit[] {
  return [{ do: "insert", into: fieldsPlace(form, table), item: field, before }];
}

export function moveColumn(
  form: string,
  table: string,
  name: string,
  before: string | null,
): readonly Edit[] {
  const from = fieldsPlace(form, table);
  return name === before ? [] : [{ do: "move", from, name, into: from, before }];
}

export function removeColumns(form: string, table: string, keys: readonly string[]): readonly Edit[] {
  return keys.map((name) => ({ do: "remove", from: fieldsPlace(form, table), name }));
}
