/** What leads from one definition to another, as edits that name their places by keys. */
import type { Edit } from "./edit";
import { equal, isList, isObject, type Json, type JsonObject } from "./json";
import { nameOf, type Place } from "./place";

/** What a list tells its members apart by comes last: it is by it that the others are found. */
const NAMES = ["key", "field", "form", "app"];

export function editsBetween(from: Json, to: Json, at: Place = []): readonly Edit[] {
  if (equal(from, to)) return [];
  if (isObject(from) && isObject(to)) return between(from, to, at);
  if (isList(from) && isList(to)) return betweenLists(from, to, at);
  return [{ do: "set", at, value: to }];
}

function between(from: JsonObject, to: JsonObject, at: Place): readonly Edit[] {
  const members = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  members.sort((one, other) => NAMES.indexOf(one) - NAMES.indexOf(other));
  return members.flatMap((member): readonly Edit[] => {
    const next = to[member];
    const was = from[member];
    if (was === undefined || next === undefined)
      return was === next ? [] : [{ do: "set", at: [...at, member], value: next }];
    return editsBetween(was, next, [...at, member]);
  });
}

/** The names of a list's members, if each has one of its own. */
function namesOf(list: readonly Json[]): readonly string[] | null {
  const names = list.map(nameOf);
  return names.every((name) => name !== null) && new Set(names).size === names.length ? names : null;
}

function betweenLists(from: readonly Json[], to: readonly Json[], at: Place): readonly Edit[] {
  const whole: readonly Edit[] = [{ do: "set", at, value: to }];
  const [before, after] = [namesOf(from), namesOf(to)];
  if (!before || !after || to.length === 0) return whole;
  if (before.length === after.length) {
    const isOther = before.some(
      (name, place) => name !== after[place] && before.includes(after[place] ?? ""),
    );
    if (isOther) return whole;
    return from.flatMap((item, place) =>
      editsBetween(item, to[place] ?? null, [...at, { key: before[place] ?? "" }]),
    );
  }
  const kept = before.filter((name) => after.includes(name));
  if (kept.length !== after.length || kept.some((name, place) => name !== after[place])) return whole;
  return before.flatMap((name, place): readonly Edit[] => {
    const next = to[after.indexOf(name)];
    if (next === undefined) return [{ do: "remove", from: at, name }];
    return editsBetween(from[place] ?? null, next, [...at, { key: name }]);
  });
}
