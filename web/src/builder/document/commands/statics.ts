/** Lines, notes and pictures between the fields of a form: sections that go on with the one before. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import type { Json, JsonObject } from "../json";
import { cellsPlace, formOf, sectionsOf, sectionsPlace } from "../model";
import { laidOut, type Target } from "./fields";
import { freeSectionKey } from "./sections";

/** What stands there beside its line; nothing makes it the line alone, behind which fields go on. */
export interface Static {
  text?: Label;
  picture?: string;
}

export interface Placed {
  key: string;
  edits: readonly Edit[];
}

/** Puts it at a place of the layout; the fields behind that place stay behind it. */
export function addStatic(document: Json, form: string, { text, picture }: Static, target: Target): Placed {
  const definition = formOf(document, form);
  const sections = sectionsOf(definition);
  const place = sections.findIndex(({ key }) => key === target.section);
  const section = sections[place];
  const key = freeSectionKey(document, form);
  if (!definition || !section) return { key, edits: [] };
  const { columns, cells, visible_when: when, joined } = section;
  const start = cells.findIndex(({ field }) => field === target.before);
  const rest = start < 0 ? [] : cells.slice(start).map(({ field }) => field);
  const isLine = text === undefined && picture === undefined;
  const isFirst = rest.length > 0 && rest.length === cells.length;
  // Above the first field of a section stands its own line.
  if (isLine && isFirst) return { key, edits: [] };
  const condition: JsonObject = when ? { visible_when: when } : {};
  const going = { columns, cells: [], joined: true, ...condition };
  const next = sections[place + 1]?.key ?? null;
  const added = { key, ...going, ...(text ? { text: { ...text } } : {}), ...(picture ? { picture } : {}) };
  const insert = (item: Json, before: string | null): Edit => ({
    do: "insert",
    into: sectionsPlace(form),
    item,
    before,
  });
  const laying = laidOut(document, form);
  if (isFirst) return { key, edits: [...laying, insert({ ...added, joined: joined === true }, section.key)] };
  const last = isLine || rest.length === 0 ? key : freeSectionKey(document, form, key);
  const move = (field: string): Edit => ({
    do: "move",
    from: cellsPlace(form, section.key),
    name: field,
    into: cellsPlace(form, last),
    before: null,
  });
  return {
    key,
    edits: [
      ...laying,
      insert(added, next),
      ...(last === key ? [] : [insert({ key: last, ...going }, next)]),
      ...rest.map(move),
    ],
  };
}
