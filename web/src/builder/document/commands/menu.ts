/** What can be done with the menu of an application, as edits of its definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isList, isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { formsOf } from "../model";
import { freeKey } from "../names";
import { type Place, read } from "../place";
import { rolesOf } from "./roles";

export interface LineDefinition extends JsonObject {
  readonly key: string;
}

/** A line with where it stands: the keys of the groups around it, and the line that follows it there. */
export interface StandingLine {
  line: LineDefinition;
  groups: readonly string[];
  next: string | null;
}

/** Groups may stand in groups, no deeper. */
export const DEEPEST = 2;
const ROOT = "menu";
const BELOW = "entries";

export const listPlace = (groups: readonly string[]): Place => [
  ROOT,
  ...groups.flatMap((key) => [{ key }, BELOW]),
];
export const linePlace = ({ line, groups }: StandingLine): Place => [...listPlace(groups), { key: line.key }];

function isLine(value: Json): value is LineDefinition {
  return isObject(value) && typeof value.key === "string";
}

/** The lines of the menu, or of a group. */
export function linesOf(holder: Json | undefined, member = BELOW): readonly LineDefinition[] {
  return listOf(objectOf(holder)[member]).filter(isLine);
}

export const isGroup = (line: LineDefinition): boolean =>
  typeof line.form !== "string" && typeof line.link !== "string";

/** Whether the author has made a menu; without one it has every form. */
export const hasMenu = (document: Json): boolean => linesOf(document, ROOT).length > 0;

/** The menu as people see it: every form where the author made none. */
export function menuOf(document: Json): readonly LineDefinition[] {
  const own = linesOf(document, ROOT);
  return own.length > 0 ? own : formsOf(document).map(({ key }) => ({ key, form: key }));
}

/** Every line in the order of reading. */
export function standingLines(document: Json): readonly StandingLine[] {
  function walk(lines: readonly LineDefinition[], groups: readonly string[]): StandingLine[] {
    return lines.flatMap((line, at) => [
      { line, groups, next: lines[at + 1]?.key ?? null },
      ...walk(linesOf(line), [...groups, line.key]),
    ]);
  }
  return walk(menuOf(document), []);
}

export const standingLine = (document: Json, key: string): StandingLine | undefined =>
  standingLines(document).find(({ line }) => line.key === key);

export function freeLineKey(document: Json, wanted: string): string {
  return freeKey(
    wanted,
    standingLines(document).map(({ line }) => line.key),
  );
}

/** Before anything is changed, what was shown of itself becomes the author's. */
function takeOver(document: Json): readonly Edit[] {
  return hasMenu(document) ? [] : [{ do: "set", at: [ROOT], value: [...menuOf(document)] }];
}

/** A group that has no list yet is given one, for lines to be moved into. */
function opened(document: Json, groups: readonly string[]): readonly Edit[] {
  const place = listPlace(groups);
  return groups.length === 0 || isList(read(document, place)) ? [] : [{ do: "set", at: place, value: [] }];
}

export function addLine(
  document: Json,
  item: LineDefinition,
  groups: readonly string[],
  before: string | null,
): readonly Edit[] {
  return [...takeOver(document), { do: "insert", into: listPlace(groups), item, before }];
}

/** How many groups stand in one another within a line. */
function depth(line: LineDefinition): number {
  if (!isGroup(line)) return 0;
  return 1 + Math.max(0, ...linesOf(line).map(depth));
}

/** Whether a line may stand in these groups: not within itself, and not too deep. */
export function fits(line: LineDefinition, groups: readonly string[]): boolean {
  return !groups.includes(line.key) && groups.length + depth(line) <= DEEPEST;
}

export function moveLine(
  document: Json,
  key: string,
  groups: readonly string[],
  before: string | null,
): readonly Edit[] {
  const standing = standingLine(document, key);
  if (!standing || key === before || !fits(standing.line, groups)) return [];
  const isThere = standing.groups.join() === groups.join();
  if (isThere && standing.next === before) return [];
  return [
    ...takeOver(document),
    ...opened(document, groups),
    { do: "move", from: listPlace(standing.groups), name: key, into: listPlace(groups), before },
  ];
}

/** Takes a line away; what stood in a group comes to stand in its place. Roles no longer speak of it. */
export function removeLine(document: Json, key: string): readonly Edit[] {
  const standing = standingLine(document, key);
  if (!standing) return [];
  const from = listPlace(standing.groups);
  const freed = linesOf(standing.line).map(
    (one): Edit => ({
      do: "move",
      from: listPlace([...standing.groups, key]),
      name: one.key,
      into: from,
      before: key,
    }),
  );
  const unseen = rolesOf(document).flatMap(({ key: role, pages }): readonly Edit[] =>
    isList(pages) && pages.includes(key)
      ? [{ do: "set", at: ["roles", { key: role }, "pages"], value: pages.filter((one) => one !== key) }]
      : [],
  );
  return [...takeOver(document), ...freed, { do: "remove", from, name: key }, ...unseen];
}

/** Sets members of a line; one without a value goes. */
export function setLine(
  document: Json,
  key: string,
  members: Readonly<Record<string, Json | undefined>>,
): readonly Edit[] {
  const standing = standingLine(document, key);
  if (!standing) return [];
  const place = linePlace(standing);
  return [
    ...takeOver(document),
    ...Object.entries(members).map(([member, value]): Edit => ({ do: "set", at: [...place, member], value })),
  ];
}

/** The lines that lead to a view, or to a form, whatever group they are in. */
export function leadingTo(document: Json, member: "form" | "view", key: string): readonly StandingLine[] {
  return hasMenu(document) ? standingLines(document).filter(({ line }) => line[member] === key) : [];
}

/** Whether who has only this role is shown the line, as far as the menu decides it. */
export function isShownTo(role: JsonObject, key: string): boolean {
  return role.administrator === true || !isList(role.pages) || role.pages.includes(key);
}

/** Shows or hides a line for a role; one that is shown everything need not name the lines. A line within a group is
 * shown only with its group. */
export function showTo(document: Json, role: string, key: string, shown: boolean): readonly Edit[] {
  const definition = rolesOf(document).find((one) => one.key === role);
  const standing = standingLine(document, key);
  if (!definition || !standing) return [];
  const all = standingLines(document);
  const seen = new Set(all.filter(({ line }) => isShownTo(definition, line.key)).map(({ line }) => line.key));
  if (shown) {
    for (const one of [key, ...standing.groups]) seen.add(one);
  } else seen.delete(key);
  const pages = all.map(({ line }) => line.key).filter((one) => seen.has(one));
  const value = pages.length === all.length ? undefined : pages;
  return [...takeOver(document), { do: "set", at: ["roles", { key: role }, "pages"], value }];
}

/** Where a line goes by one step up or down, in or out of groups; null where it can go no further. */
export function stepLine(
  document: Json,
  key: string,
  way: "up" | "down" | "in" | "out",
): { groups: readonly string[]; before: string | null } | null {
  const standing = standingLine(document, key);
  if (!standing) return null;
  const { groups, line, next } = standing;
  const beside = standingLines(document).filter((one) => one.groups.join() === groups.join());
  const at = beside.findIndex((one) => one.line.key === key);
  const outer = groups.at(-1);
  const out = groups.slice(0, -1);
  if (way === "out") {
    const group = outer === undefined ? undefined : standingLine(document, outer);
    return group ? { groups: out, before: group.next } : null;
  }
  const neighbour = beside[way === "down" ? at + 1 : at - 1];
  if (way === "in") {
    if (!neighbour || !isGroup(neighbour.line)) return null;
    const inside = [...groups, neighbour.line.key];
    return fits(line, inside) ? { groups: inside, before: null } : null;
  }
  if (!neighbour) {
    if (outer === undefined) return null;
    return { groups: out, before: way === "up" ? outer : (standingLine(document, outer)?.next ?? null) };
  }
  if (way === "up") return { groups, before: neighbour.line.key };
  return next === null ? null : { groups, before: neighbour.next };
}

/** A label for a new line, in both languages. */
export const labelled = (key: string, label: Label, members: JsonObject): LineDefinition => ({
  key,
  label: { ...label },
  ...members,
});
