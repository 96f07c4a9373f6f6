/** Whatever a definition becomes, the edits between say how, and how back. */
import { expect, test } from "vitest";
import { editsBetween } from "./between";
import { applyAll, reversed } from "./change";
import { isRefusal } from "./edit";
import { isList, isObject, type Json } from "./json";
import { anything, type Chance, chance, DOCUMENT, patched } from "./trial";

function made(document: Json, edits: Parameters<typeof applyAll>[1]) {
  const outcome = applyAll(document, edits);
  if (isRefusal(outcome)) throw new Error(`refused at ${JSON.stringify(outcome.at)}`);
  return outcome;
}

/** The document without some of its parts, wherever they stand. */
function thinned(node: Json, by: Chance, depth = 0): Json {
  const stays = (): boolean => depth < 1 || by() > 0.12;
  if (isList(node)) return node.filter(stays).map((item) => thinned(item, by, depth + 1));
  if (!isObject(node)) return node;
  const members = Object.entries(node).filter(([name]) => name === "key" || name === "field" || stays());
  return Object.fromEntries(members.map(([name, value]) => [name, thinned(value, by, depth + 1)]));
}

test("the edits between two definitions lead from one to the other and back", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const by = chance(seed);
    let document = DOCUMENT;
    for (let step = 0; step < 6; step += 1) {
      const outcome = applyAll(document, anything(document, by));
      if (!isRefusal(outcome)) document = outcome.document;
    }
    const next = seed % 2 === 0 ? thinned(document, by) : document;
    const from = seed % 2 === 0 ? document : DOCUMENT;

    const { document: reached, done, operations } = made(from, editsBetween(from, next));

    expect(reached).toEqual(next);
    // Copies that were made on the way are the same objects; the server has none of those.
    expect(patched(JSON.parse(JSON.stringify(from)) as Json, operations)).toEqual(next);
    const back = reversed(done).map(({ edit }) => edit);
    expect(made(reached, back).document).toEqual(from);
  }
});

test("another key is one small edit, and so is what names it", () => {
  const text = JSON.stringify(DOCUMENT).replaceAll('"amount"', '"cost"');

  const edits = editsBetween(DOCUMENT, JSON.parse(text) as Json);

  expect(edits).toHaveLength(3);
  expect(edits.every((edit) => edit.do === "set" && edit.value === "cost")).toBe(true);
});
