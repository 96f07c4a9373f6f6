/** Where something stands in a definition: by the keys that its author gave, never by a number, so that a place means
 * the same after others have moved things about. */
import { isList, isObject, type Json } from "./json";

/** A member of an object by its name, or a member of a list by its key. */
export type Step = string | { readonly key: string };
export type Place = readonly Step[];

/** What the members of a list are told apart by: their key, or the field or form that they are about. */
const IDENTITIES = ["key", "field", "form", "app"] as const;

export function nameOf(item: Json | undefined): string | null {
  if (!isObject(item)) return null;
  for (const member of IDENTITIES) {
    const name = item[member];
    if (typeof name === "string") return name;
  }
  return null;
}

export function indexOf(list: readonly Json[], name: string): number {
  return list.findIndex((item) => nameOf(item) === name);
}

export function read(document: Json | undefined, place: Place): Json | undefined {
  let node = document;
  for (const step of place) {
    if (typeof step === "string") node = isObject(node) ? node[step] : undefined;
    else node = isList(node) ? node.find((item) => nameOf(item) === step.key) : undefined;
  }
  return node;
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The place as a JSON pointer into this very document; null where the document has no such list member. */
export function pointerOf(document: Json | undefined, place: Place): string | null {
  let node = document;
  let pointer = "";
  for (const step of place) {
    if (typeof step === "string") {
      pointer += `/${escaped(step)}`;
      node = isObject(node) ? node[step] : undefined;
    } else {
      const index = isList(node) ? indexOf(node, step.key) : -1;
      if (index < 0) return null;
      pointer += `/${index}`;
      node = isList(node) ? node[index] : undefined;
    }
  }
  return pointer;
}

/** A JSON pointer as a place, as far as it leads in this document: what stands in a list without a key ends it. */
export function placeAt(document: Json | undefined, pointer: string): Place {
  const place: Step[] = [];
  let node = document;
  for (const segment of pointer.split("/").slice(1)) {
    const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isList(node)) {
      node = node[Number(name)];
      const key = nameOf(node);
      if (key === null) break;
      place.push({ key });
    } else {
      node = isObject(node) ? node[name] : undefined;
      place.push(name);
    }
  }
  return place;
}

export function samePlace(one: Place, other: Place): boolean {
  return one.length === other.length && startsWith(one, other);
}

export function startsWith(place: Place, head: Place): boolean {
  return head.every((step, at) => sameStep(step, place[at]));
}

function sameStep(one: Step, other: Step | undefined): boolean {
  if (typeof one === "string" || typeof other === "string" || other === undefined) return one === other;
  return one.key === other.key;
}

/** The first list member on the way to `place` that the document does not have, as a place of its own. */
export function missingOn(document: Json | undefined, place: Place): Place | null {
  let node = document;
  for (const [at, step] of place.entries()) {
    if (typeof step === "string") node = isObject(node) ? node[step] : undefined;
    else {
      node = isList(node) ? node.find((item) => nameOf(item) === step.key) : undefined;
      if (node === undefined) return place.slice(0, at + 1);
    }
  }
  return null;
}
