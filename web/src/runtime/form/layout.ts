/** Which fields a form shows, and in which order people meet them. */
import type { FieldView, FormView, LayoutSection } from "~/api/types";
import { firstPicture } from "~/kinds/PictureFigure";
import { type Locale, textOf } from "~/words";
import type { Conditions } from "./conditions";

const WHOLE = "whole";

/** The author's sections, or one of everything where none is laid out. */
export function sectionsOf(form: FormView): readonly LayoutSection[] {
  if (form.layout.sections.length > 0) return form.layout.sections;
  const cells = form.fields.map((field) => ({ field: field.key, span: 1 }));
  return [{ key: WHOLE, label: {}, columns: 2, cells, text: {}, visible_when: "", collapsed: false }];
}

/** The field whose picture a section shows: one that is seen, and has a picture. */
export function pictureOf(
  form: FormView,
  section: LayoutSection,
  conditions: Conditions,
  values: Readonly<Record<string, unknown>>,
): FieldView | undefined {
  const field = form.fields.find(({ key }) => key === section.picture);
  return field && conditions.fields[field.key]?.visible && firstPicture(values[field.key])
    ? field
    : undefined;
}

/** Whether a section has no fields and only says or shows something. */
export function isNote(section: LayoutSection, picture: FieldView | undefined, locale: Locale): boolean {
  return section.cells.length === 0 && (picture !== undefined || textOf(section.text, locale) !== "");
}

/** The sections of each tab: those that are joined stand in that of the one before. */
export function tabsOf(sections: readonly LayoutSection[]): readonly (readonly LayoutSection[])[] {
  const tabs: LayoutSection[][] = [];
  for (const section of sections) {
    const before = tabs.at(-1);
    if (section.joined && before) before.push(section);
    else tabs.push([section]);
  }
  return tabs;
}

/** A section flows over at most four columns. */
export function columnsOf(section: LayoutSection): number {
  return Math.max(1, Math.min(4, section.columns ?? 2));
}

/** Field keys from top to bottom, those that the reader may see. */
export function laidOut(form: FormView): string[] {
  const known = new Set(form.fields.map((field) => field.key));
  return sectionsOf(form)
    .flatMap((section) => section.cells.map((cell) => cell.field))
    .filter((key) => known.has(key));
}

export function shownFields(form: FormView, conditions: Conditions): Set<string> {
  return new Set(
    sectionsOf(form)
      .filter((section) => conditions.sections[section.key] !== false)
      .flatMap((section) => section.cells.map((cell) => cell.field))
      .filter((key) => conditions.fields[key]?.visible),
  );
}
