/** What can be done with the sections of a form, as edits of its layout. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import type { Json } from "../json";
import {
  cellsPlace,
  formOf,
  hasSections,
  MOST_COLUMNS,
  sectionPlace,
  sectionsOf,
  sectionsPlace,
} from "../model";
import { freeKey } from "../names";
import { laidOut } from "./fields";

export function freeSectionKey(document: Json, form: string, ...taken: readonly string[]): string {
  return freeKey("section", [...taken, ...sectionsOf(formOf(document, form)).map(({ key }) => key)]);
}

export function addSection(
  document: Json,
  form: string,
  section: { key: string; label: Label; columns: number },
  before: string | null,
): readonly Edit[] {
  const { key, label, columns } = section;
  return [
    ...laidOut(document, form),
    { do: "insert", into: sectionsPlace(form), item: { key, label, columns, cells: [] }, before },
  ];
}

export function moveSection(
  document: Json,
  form: string,
  name: string,
  before: string | null,
): readonly Edit[] {
  if (name === before) return [];
  const into = sectionsPlace(form);
  return [...laidOut(document, form), { do: "move", from: into, name, into, before }];
}

/** Removes the frame; the fields in it go to the section before it, or to the one behind it. */
export function removeSection(document: Json, form: string, key: string): readonly Edit[] {
  const definition = formOf(document, form);
  const sections = sectionsOf(definition);
  const place = sections.findIndex((section) => section.key === key);
  const section = sections[place];
  if (!definition || !section || !hasSections(definition)) return [];
  const heir = sections[place - 1] ?? sections[place + 1];
  const from = cellsPlace(form, key);
  const first = place === 0 ? (heir?.cells[0]?.field ?? null) : null;
  const moves: Edit[] =
    heir && section.cells.length > 0
      ? [
          ...(heir.cells.length > 0
            ? []
            : [{ do: "set", at: cellsPlace(form, heir.key), value: [] } as const]),
          ...section.cells.map(
            ({ field }): Edit => ({
              do: "move",
              from,
              name: field,
              into: cellsPlace(form, heir.key),
              before: first,
            }),
          ),
        ]
      : [];
  return [...moves, { do: "remove", from: sectionsPlace(form), name: key }];
}

/** How many columns a section flows over; no cell is wider than it. */
export function setColumns(document: Json, form: string, key: string, columns: number): readonly Edit[] {
  const count = Math.max(1, Math.min(MOST_COLUMNS, columns));
  const section = sectionsOf(formOf(document, form)).find((one) => one.key === key);
  if (!section) return [];
  const at = sectionPlace(form, key);
  return [
    ...laidOut(document, form),
    { do: "set", at: [...at, "columns"], value: count },
    ...section.cells
      .filter(({ span }) => span > count)
      .map(({ field }): Edit => ({ do: "set", at: [...at, "cells", { key: field }, "span"], value: count })),
  ];
}

export function setSpan(document: Json, form: string, field: string, span: number): readonly Edit[] {
  const section = sectionsOf(formOf(document, form)).find(({ cells }) =>
    cells.some((cell) => cell.field === field),
  );
  if (!section) return [];
  const wide = Math.max(1, Math.min(section.columns, span));
  const at = [...cellsPlace(form, section.key), { key: field }, "span"];
  return [...laidOut(document, form), { do: "set", at, value: wide }];
}
