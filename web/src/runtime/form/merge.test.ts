import { expect, test } from "vitest";
import { dropDraft, readDraft, writeDraft } from "./draft";
import { differences, merge } from "./merge";

const base = { name: "A", amount: "1.00", note: null, lines: [{ id: 1, quantity: "1" }] };

test("what only one side changed is taken from that side", () => {
  const mine = { ...base, name: "mine" };
  const theirs = { ...base, amount: "2.00" };

  expect(merge(base, mine, theirs, new Set())).toEqual({ ...base, name: "mine", amount: "2.00" });
});

test("a field that both changed is a conflict, decided field by field", () => {
  const mine = { ...base, name: "mine", note: "mine" };
  const theirs = { ...base, name: "theirs", note: "theirs" };

  expect(differences(base, mine, theirs).map(({ field, conflict }) => [field, conflict])).toEqual([
    ["name", true],
    ["note", true],
  ]);
  expect(merge(base, mine, theirs, new Set(["note"]))).toMatchObject({ name: "theirs", note: "mine" });
});

test("the same change on both sides, and blank beside empty, are no conflict", () => {
  const both = { ...base, name: "same" };

  expect(differences(base, both, { ...both, note: "" })).toEqual([
    { field: "name", base: "A", mine: "same", theirs: "same", conflict: false },
  ]);
});

test("rows that someone else changed come with their record", () => {
  const theirs = { ...base, lines: [{ id: 1, quantity: "4" }] };

  expect(merge(base, { ...base, name: "mine" }, theirs, new Set()).lines).toEqual(theirs.lines);
});

const draft = { version: 3, values: { name: "typed" }, at: "2026-11-21T08:00:00Z" };

test("a draft is read back, and an old one is forgotten", () => {
  writeDraft(localStorage, "draft", draft);

  expect(readDraft(localStorage, "draft", new Date("2026-11-22T08:00:00Z"))).toEqual(draft);
  expect(readDraft(localStorage, "draft", new Date("2026-12-22T08:00:00Z"))).toBeNull();
  expect(localStorage.getItem("draft")).toBeNull();
});

test("a draft that cannot be read is dropped", () => {
  localStorage.setItem("draft", "{");

  expect(readDraft(localStorage, "draft", new Date())).toBeNull();
  dropDraft(localStorage, "draft");
  expect(localStorage.getItem("draft")).toBeNull();
});
