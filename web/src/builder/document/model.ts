/** A definition read as what it means: forms, their fields and sections, with what an author may leave out filled in. */
import type { LayoutSection } from "~/api/types";
import { type Label, LOCALES, type Locale } from "~/words";
import { isList, isObject, type Json, type JsonObject, listOf, objectOf, textIn } from "./json";
import { nameOf, type Place, read } from "./place";

/** A field, or a column of a sub-table, as its author wrote it. */
export interface FieldDefinition extends JsonObject {
  readonly kind: string;
  readonly key: string;
}

export interface FormDefinition extends JsonObject {
  readonly key: string;
}

/** The section that holds everything where the author has made none. */
export const WHOLE = "whole";
export const MOST_COLUMNS = 4;

export const formPlace = (form: string): Place => ["forms", { key: form }];
export const fieldsPlace = (form: string, table?: string | null): Place =>
  table ? [...formPlace(form), "fields", { key: table }, "fields"] : [...formPlace(form), "fields"];
export const sectionsPlace = (form: string): Place => [...formPlace(form), "layout", "sections"];
export const sectionPlace = (form: string, section: string): Place => [
  ...sectionsPlace(form),
  { key: section },
];
export const cellsPlace = (form: string, section: string): Place => [...sectionPlace(form, section), "cells"];

function isField(value: Json): value is FieldDefinition {
  return isObject(value) && typeof value.kind === "string" && typeof value.key === "string";
}

function isForm(value: Json): value is FormDefinition {
  return isObject(value) && typeof value.key === "string";
}

/** The languages that an application speaks: both, where its author says nothing. */
export function languagesOf(document: Json): readonly Locale[] {
  const { locales } = objectOf(document);
  return isList(locales) ? LOCALES.filter((one) => locales.includes(one)) : LOCALES;
}

export function formsOf(document: Json): readonly FormDefinition[] {
  return listOf(objectOf(document).forms).filter(isForm);
}

export function formOf(document: Json, form: string): FormDefinition | undefined {
  return formsOf(document).find(({ key }) => key === form);
}

/** The fields of a form, or of the rows of a sub-table. */
export function fieldsOf(holder: JsonObject | undefined): readonly FieldDefinition[] {
  return listOf(holder?.fields).filter(isField);
}

export function fieldOf(
  document: Json,
  form: string,
  field: string,
  table?: string | null,
): FieldDefinition | undefined {
  const found = read(document, [...fieldsPlace(form, table), { key: field }]);
  return found !== undefined && isField(found) ? found : undefined;
}

/** Whether its value is rows with fields of their own. */
export function hasRows(field: JsonObject): boolean {
  return isList(field.fields);
}

export function labelOf(thing: JsonObject | undefined, member = "label"): Label {
  const label = objectOf(thing?.[member]);
  return { "zh-CN": textIn(label["zh-CN"]), en: textIn(label.en) };
}

const NONE: readonly LayoutSection[] = [];
const sectionsRead = new WeakMap<object, readonly LayoutSection[]>();

/** The sections as they are shown; one of everything where none is laid out. */
export function sectionsOf(form: FormDefinition | undefined): readonly LayoutSection[] {
  if (!form) return NONE;
  const known = sectionsRead.get(form);
  if (known) return known;
  const written = listOf(objectOf(form.layout).sections).filter(isObject);
  const sections = written.length > 0 ? written.map(sectionOf) : [wholeOf(form)];
  sectionsRead.set(form, sections);
  return sections;
}

export function hasSections(form: FormDefinition): boolean {
  return listOf(objectOf(form.layout).sections).length > 0;
}

function wholeOf(form: FormDefinition): LayoutSection {
  const cells = fieldsOf(form).map(({ key }) => ({ field: key, span: 1 }));
  return { key: WHOLE, label: {}, columns: 2, cells, text: {}, visible_when: "", collapsed: false };
}

function sectionOf(section: JsonObject): LayoutSection {
  return {
    key: nameOf(section) ?? "",
    label: labelOf(section),
    columns: typeof section.columns === "number" ? section.columns : 2,
    cells: listOf(section.cells)
      .filter(isObject)
      .map((cell) => ({ field: textIn(cell.field), span: typeof cell.span === "number" ? cell.span : 1 })),
    text: labelOf(section, "text"),
    picture: textIn(section.picture) || null,
    joined: section.joined === true,
    visible_when: textIn(section.visible_when),
    collapsed: section.collapsed === true,
  };
}

export function sectionHolding(form: FormDefinition | undefined, field: string): LayoutSection | undefined {
  return sectionsOf(form).find(({ cells }) => cells.some((cell) => cell.field === field));
}

/** Fields that no section shows. */
export function unplaced(form: FormDefinition): readonly FieldDefinition[] {
  const placed = new Set(sectionsOf(form).flatMap(({ cells }) => cells.map(({ field }) => field)));
  return fieldsOf(form).filter(({ key }) => !placed.has(key));
}
