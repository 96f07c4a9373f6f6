/** One's own changes carried over to a draft that somebody else has changed: what touches other places is made again,
 * what would overwrite theirs unseen is laid aside for the person to decide. */
import { type Change, type Clash, isClash, remake } from "./change";
import type { Edit } from "./edit";
import { isList, isObject, type Json, listOf, objectOf } from "./json";
import { indexOf, nameOf, type Place, read, type Step } from "./place";

/** A change that waits for a decision. */
export interface Aside {
  change: Change;
  clash: Clash;
  /** What makes it after all. */
  insisting: readonly Edit[];
  /** Who was first, where that is known. */
  by?: string;
}

export interface Rebased {
  document: Json;
  changes: readonly Change[];
  aside: readonly Aside[];
  /** What got another name, since the other one had given its name away. */
  renamings: readonly Renaming[];
}

const TRIES = 1_000;

/** `mine` is the document with all of one's own changes, as it was before theirs were known. */
export function rebase(theirs: Json, mine: Json, pending: readonly Change[]): Rebased {
  let document = theirs;
  const changes: Change[] = [];
  const aside: Aside[] = [];
  const renamings: Renaming[] = [];
  let waiting = [...pending];
  while (waiting.length > 0) {
    const [change, ...later] = waiting;
    if (!change) break;
    waiting = later;
    const made = remake(document, change);
    if (!isClash(made)) {
      document = made.document;
      if (made.done.length > 0) changes.push({ ...change, done: made.done, operations: made.operations });
      continue;
    }
    const renaming = freed(document, change, made);
    if (renaming) {
      renamings.push(renaming);
      waiting = [change, ...waiting].map((one) => renamed(one, renaming));
      continue;
    }
    aside.push({ change, clash: made, insisting: insisting(document, mine, change, made) });
  }
  return { document, changes, aside, renamings };
}

export interface Renaming {
  /** The list in which a new name was given. */
  list: Place;
  from: string;
  to: string;
}

/** Another name for what this change adds, where the other one added something of the same name at the same time. */
function freed(document: Json, change: Change, clash: Clash): Renaming | null {
  const last = clash.at.at(-1);
  if (clash.why !== "taken" || typeof last !== "object") return null;
  const list = clash.at.slice(0, -1);
  // What is added beside it has a name already, which is not given away twice.
  const added = change.done.flatMap(({ edit }) => (edit.do === "insert" ? [objectOf(edit.item).key] : []));
  if (!added.includes(last.key)) return null;
  const taken = listOf(read(document, list));
  for (let number = 2; number < TRIES; number += 1) {
    const to = `${last.key.slice(0, 36)}_${number}`;
    if (indexOf(taken, to) < 0 && !added.includes(to)) return { list, from: last.key, to };
  }
  return null;
}

/** What bears the name within the part of the document around the list: the thing itself and the cells that show it. */
const BEARERS = ["key", "field", "form"] as const;

export function renamed(change: Change, renaming: Renaming): Change {
  const edit = (one: Edit): Edit => renamedEdit(one, renaming);
  return {
    ...change,
    done: change.done.map((each) => ({ edit: edit(each.edit), opposite: edit(each.opposite) })),
  };
}

function renamedEdit(edit: Edit, renaming: Renaming): Edit {
  const around = renaming.list.slice(0, -1);
  const place = (one: Place): Place =>
    isWithin(one, around)
      ? one.map((step, at) => (at < around.length ? step : renamedStep(step, renaming)))
      : one;
  const name = (one: string, where: Place): string =>
    one === renaming.from && isWithin(where, around) ? renaming.to : one;
  const value = (one: Json, where: Place): Json =>
    isWithin(where, around) ? renamedValue(one, renaming) : one;
  switch (edit.do) {
    case "set":
      return edit.value === undefined
        ? { ...edit, at: place(edit.at) }
        : { ...edit, at: place(edit.at), value: value(edit.value, edit.at) };
    case "insert":
      return {
        ...edit,
        into: place(edit.into),
        item: value(edit.item, edit.into),
        before: edit.before && name(edit.before, edit.into),
      };
    case "remove":
      return { ...edit, from: place(edit.from), name: name(edit.name, edit.from) };
    case "move":
      return {
        ...edit,
        from: place(edit.from),
        into: place(edit.into),
        name: name(edit.name, edit.from),
        before: edit.before && name(edit.before, edit.into),
      };
  }
}

function isWithin(place: Place, around: Place): boolean {
  return around.every((step, at) => JSON.stringify(step) === JSON.stringify(place[at]));
}

function renamedStep(step: Step, { from, to }: Renaming): Step {
  return typeof step === "object" && step.key === from ? { key: to } : step;
}

function renamedValue(value: Json, renaming: Renaming): Json {
  if (isList(value)) return value.map((item) => renamedValue(item, renaming));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, held]) => [
      member,
      BEARERS.some((bearer) => bearer === member) && held === renaming.from
        ? renaming.to
        : renamedValue(held, renaming),
    ]),
  );
}

/** The edits that carry the person's will through: what the other one removed comes back as the person had it. */
function insisting(theirs: Json, mine: Json, change: Change, clash: Clash): readonly Edit[] {
  const edits = change.done.map(({ edit }) => edit);
  if (clash.why === "taken") return [];
  const last = clash.at.at(-1);
  if (clash.why === "changed" || typeof last !== "object") return edits;
  const into = clash.at.slice(0, -1);
  const item = read(mine, clash.at);
  if (item === undefined) return [];
  const list = listOf(read(mine, into));
  const after = list.slice(indexOf(list, last.key) + 1).map(nameOf);
  const there = listOf(read(theirs, into));
  const before = after.find((name) => name !== null && indexOf(there, name) >= 0) ?? null;
  return [{ do: "insert", into, item, before }];
}
