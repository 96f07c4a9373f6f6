/** Which fields a form shows, and in which order people meet them. */
import type { FormView, LayoutSection } from "~/api/types";
import { type Locale, textOf } from "~/words";
import type { Conditions } from "./conditions";

const WHOLE = "whole";

/** The author's sections, or one of everything where none is laid out. */
export function sectionsOf(form: FormView): readonly LayoutSection[] {
  if (form.layout.sections.length > 0) return form.layout.sections;
  const cells = form.fields.map((field) => ({ field: field.key, span: 1 }));
  return [{ key: WHOLE, label: {}, columns: 2, cells, text: {}, visible_when: "", collapsed: false }];
}

/** Whether a section has no fields and only says something. */
export function isNote(section: LayoutSection, locale: Locale): boolean {
  return section.cells.length === 0 && textOf(section.text, locale) !== "";
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
