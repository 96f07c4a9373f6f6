/** What can be done with the sections of a form, as edits of its layout. */
import type { LayoutSection } from "~/api/types";
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

const says = (label: Label | undefined): boolean => Object.values(label ?? {}).some(Boolean);

/** The section behind a note or a picture that parted it from the one before: alone it would be no more than a line. */
function parted(sections: readonly LayoutSection[], place: number): LayoutSection | null {
  const [before, section, behind] = [sections[place - 1], sections[place], sections[place + 1]];
  if (!before || !section || !behind) return null;
  const stood = section.cells.length === 0 && (says(section.text) || Boolean(section.picture));
  const goesOn = behind.joined === true && !behind.collapsed && !behind.picture;
  const isBare = !says(behind.label) && !says(behind.text);
  const isAlike = behind.columns === before.columns && behind.visible_when === before.visible_when;
  return stood && goesOn && isBare && isAlike && before.cells.length > 0 ? behind : null;
}

/** Removes the frame; the fields in it go to the section before it, or to the one behind it. Fields that a note or a
 * picture parted stand together again. */
export function removeSection(document: Json, form: string, key: string): readonly Edit[] {
  const definition = formOf(document, form);
  const sections = sectionsOf(definition);
  const place = sections.findIndex((section) => section.key === key);
  const section = sections[place];
  if (!definition || !section || !hasSections(definition)) return [];
  const heir = sections[place - 1] ?? sections[place + 1];
  const behind = parted(sections, place);
  const left = behind ?? section;
  const from = cellsPlace(form, left.key);
  const first = place === 0 ? (heir?.cells[0]?.field ?? null) : null;
  const moves: Edit[] =
    heir && left.cells.length > 0
      ? [
          ...(heir.cells.length > 0
            ? []
            : [{ do: "set", at: cellsPlace(form, heir.key), value: [] } as const]),
          ...left.cells.map(
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
  const gone = behind ? [behind.key, key] : [key];
  return [...moves, ...gone.map((name): Edit => ({ do: "remove", from: sectionsPlace(form), name }))];
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
