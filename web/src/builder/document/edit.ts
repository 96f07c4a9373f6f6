/** The four things that can be done to a definition. Each names its place by keys, knows its own opposite, and is told
 * to the server as operations of a JSON Patch. */
import { isList, isObject, type Json, objectOf } from "./json";
import { indexOf, missingOn, nameOf, type Place, pointerOf, read, type Step } from "./place";

/** `keep` is how many steps of the place stood before the opposite edit made the rest: what is empty beyond goes too. */
export type Edit =
  | { do: "set"; at: Place; value: Json | undefined; keep?: number }
  | { do: "insert"; into: Place; item: Json; before: string | null }
  | { do: "remove"; from: Place; name: string; keep?: number }
  | { do: "move"; from: Place; name: string; into: Place; before: string | null };

export type Operation =
  | { op: "add" | "replace"; path: string; value: Json }
  | { op: "remove"; path: string }
  | { op: "move"; from: string; path: string };

export interface Applied {
  document: Json;
  operations: readonly Operation[];
  /** What takes it back. */
  opposite: Edit;
}

/** Why an edit cannot be made: the place is not there, or its name is taken. */
export interface Refusal {
  refused: "missing" | "taken";
  at: Place;
}

export function isRefusal(outcome: object): outcome is Refusal {
  return "refused" in outcome;
}

export function apply(document: Json, edit: Edit): Applied | Refusal {
  switch (edit.do) {
    case "set":
      return set(document, edit);
    case "insert":
      return insert(document, edit);
    case "remove":
      return remove(document, edit);
    case "move":
      return move(document, edit);
  }
}

function set(document: Json, { at, value, keep }: Extract<Edit, { do: "set" }>): Applied | Refusal {
  const missing = missingOn(document, at);
  if (missing) return { refused: "missing", at: missing };
  const was = read(document, at);
  if (value === undefined) {
    if (was === undefined) return { document, operations: [], opposite: { do: "set", at, value: was } };
    const pruned = prunedAt(document, at, keep);
    return {
      document: without(document, pruned),
      operations: [{ op: "remove", path: pointer(document, pruned) }],
      opposite: { do: "set", at, value: was },
    };
  }
  const stands = standing(document, at);
  const held = heldBy(at.slice(stands), value);
  const path = pointer(document, at.slice(0, stands + 1));
  const next = { document: put(document, at, value), operations: [operation(document, at, path, held)] };
  const opposite: Edit = { do: "set", at: standsAt(document, at, value), value: was };
  return { ...next, opposite: stands < at.length - 1 ? { ...opposite, keep: stands } : opposite };
}

/** Where the member stands once it has its value: what names its holder gives the holder another place. */
function standsAt(document: Json, at: Place, value: Json): Place {
  const [holder, member] = at.slice(-2);
  if (typeof holder !== "object" || typeof member !== "string") return at;
  const name = nameOf({ ...objectOf(read(document, at.slice(0, -1))), [member]: value });
  return name === null ? at : [...at.slice(0, -2), { key: name }, member];
}

function operation(document: Json, at: Place, path: string, value: Json): Operation {
  return {
    op: typeof at.at(-1) !== "string" && read(document, at) !== undefined ? "replace" : "add",
    path,
    value,
  };
}

function insert(document: Json, edit: Extract<Edit, { do: "insert" }>): Applied | Refusal {
  const { into, item, before } = edit;
  const missing = missingOn(document, into);
  if (missing) return { refused: "missing", at: missing };
  const name = nameOf(item) ?? "";
  const list = read(document, into);
  const opposite: Edit = { do: "remove", from: into, name };
  if (!isList(list)) {
    const stands = standing(document, into);
    return {
      document: put(document, into, [item]),
      operations: [
        {
          op: "add",
          path: pointer(document, into.slice(0, stands + 1)),
          value: heldBy(into.slice(stands), [item]),
        },
      ],
      opposite: { ...opposite, keep: stands },
    };
  }
  if (indexOf(list, name) >= 0) return { refused: "taken", at: [...into, { key: name }] };
  const index = placeBefore(list, before);
  return {
    document: put(document, into, list.toSpliced(index, 0, item)),
    operations: [{ op: "add", path: `${pointer(document, into)}/${index}`, value: item }],
    opposite,
  };
}

function remove(document: Json, { from, name, keep }: Extract<Edit, { do: "remove" }>): Applied | Refusal {
  const at = [...from, { key: name }];
  const list = read(document, from);
  const index = isList(list) ? indexOf(list, name) : -1;
  if (!isList(list) || index < 0) return { refused: "missing", at };
  const opposite: Edit = {
    do: "insert",
    into: from,
    item: list[index] ?? null,
    before: nameOf(list[index + 1]),
  };
  if (keep !== undefined && list.length === 1) {
    const pruned = prunedAt(document, from, keep);
    return {
      document: without(document, pruned),
      operations: [{ op: "remove", path: pointer(document, pruned) }],
      opposite,
    };
  }
  return {
    document: put(document, from, list.toSpliced(index, 1)),
    operations: [{ op: "remove", path: `${pointer(document, from)}/${index}` }],
    opposite,
  };
}

function move(
  document: Json,
  { from, name, into, before }: Extract<Edit, { do: "move" }>,
): Applied | Refusal {
  const taken = remove(document, { do: "remove", from, name });
  if (isRefusal(taken)) return taken;
  const item = read(document, [...from, { key: name }]) ?? null;
  const target = read(taken.document, into);
  if (!isList(target)) return { refused: "missing", at: missingOn(taken.document, into) ?? into };
  if (indexOf(target, name) >= 0) return { refused: "taken", at: [...into, { key: name }] };
  const index = placeBefore(target, before);
  const back = taken.opposite.do === "insert" ? taken.opposite.before : null;
  const start = pointer(document, [...from, { key: name }]);
  const path = `${pointer(taken.document, into)}/${index}`;
  return {
    document: put(taken.document, into, target.toSpliced(index, 0, item)),
    // What moves into its neighbour reads as if it moved into itself, which a JSON Patch may not say.
    operations: path.startsWith(`${start}/`)
      ? [...taken.operations, { op: "add", path, value: item }]
      : [{ op: "move", from: start, path }],
    opposite: { do: "move", from: into, name, into: from, before: back },
  };
}

function placeBefore(list: readonly Json[], before: string | null): number {
  const index = before === null ? -1 : indexOf(list, before);
  return index < 0 ? list.length : index;
}

function pointer(document: Json, place: Place): string {
  const found = pointerOf(document, place);
  if (found === null) throw new Error("A place was lost between looking and writing.");
  return found;
}

/** How many steps of the place lead through what is there. */
function standing(document: Json, place: Place): number {
  let count = 0;
  while (count < place.length - 1 && read(document, place.slice(0, count + 1)) !== undefined) count += 1;
  return count;
}

/** The value as the member that holds it would have it: `{fields: [item]}` for what begins at `layout`. */
function heldBy(steps: Place, value: Json): Json {
  return steps
    .slice(1)
    .reduceRight<Json>((held, step) => (typeof step === "string" ? { [step]: held } : held), value);
}

/** The outermost of the holders that would be left empty, not counting those that stood before. */
function prunedAt(document: Json, place: Place, keep: number | undefined): Place {
  let length = place.length;
  while (keep !== undefined && length - 1 > keep) {
    const holder = read(document, place.slice(0, length - 1));
    if (!isObject(holder) || Object.keys(holder).length !== 1) break;
    length -= 1;
  }
  return place.slice(0, length);
}

function put(node: Json | undefined, place: Place, value: Json): Json {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  if (typeof step === "string") {
    const holder = isObject(node) ? node : {};
    return { ...holder, [step]: put(holder[step], rest, value) };
  }
  return within(node, step, (item) => put(item, rest, value));
}

function without(node: Json, place: Place): Json {
  const [step, ...rest] = place;
  if (step === undefined) return node;
  if (typeof step !== "string") return within(node, step, (item) => without(item, rest));
  if (!isObject(node)) return node;
  const { [step]: member, ...others } = node;
  return rest.length === 0 || member === undefined ? others : { ...node, [step]: without(member, rest) };
}

function within(node: Json | undefined, step: Exclude<Step, string>, change: (item: Json) => Json): Json {
  const list = isList(node) ? node : [];
  return list.map((item) => (nameOf(item) === step.key ? change(item) : item));
}
