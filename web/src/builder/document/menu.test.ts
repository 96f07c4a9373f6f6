import { describe, expect, it } from "vitest";
import { addLine, isShownTo, moveLine, removeLine, showTo, standingLines, stepLine } from "./commands/menu";
import { rolesOf } from "./commands/roles";
import { apply, type Edit, isRefusal } from "./edit";
import type { Json } from "./json";

const FORMS = ["visit", "place", "person"].map((key) => ({ key, fields: [] }));
const DOCUMENT: Json = {
  forms: FORMS,
  menu: [
    {
      key: "work",
      label: { en: "Work" },
      entries: [
        { key: "visit", form: "visit" },
        { key: "place", form: "place" },
      ],
    },
    { key: "person", form: "person" },
  ],
  roles: [{ key: "seller" }, { key: "boss", administrator: true }],
};

function done(document: Json, edits: readonly Edit[]): Json {
  expect(edits).not.toHaveLength(0);
  return edits.reduce((held, edit) => {
    const applied = apply(held, edit);
    if (isRefusal(applied)) throw new Error(JSON.stringify(applied));
    return applied.document;
  }, document);
}

const shape = (document: Json): readonly string[] =>
  standingLines(document).map(({ line, groups }) => [...groups, line.key].join("/"));

describe("the menu", () => {
  it("is every form until something is changed, and then the author's own", () => {
    const none = { forms: FORMS };
    expect(shape(none)).toEqual(["visit", "place", "person"]);
    expect(shape(done(none, moveLine(none, "person", [], "visit")))).toEqual(["person", "visit", "place"]);
    const added = done(none, addLine(none, { key: "more", label: {} }, [], null));
    expect(shape(added)).toEqual(["visit", "place", "person", "more"]);
    expect(shape(done(added, moveLine(added, "visit", ["more"], null)))).toEqual([
      "place",
      "person",
      "more",
      "more/visit",
    ]);
  });

  it("goes no deeper than two groups, and never into itself", () => {
    const deep = done(DOCUMENT, addLine(DOCUMENT, { key: "inner", label: {} }, ["work"], null));
    const deeper = done(deep, addLine(deep, { key: "other", label: {} }, [], null));
    expect(moveLine(deeper, "other", ["work", "inner"], null)).toEqual([]);
    expect(moveLine(deeper, "work", ["work", "inner"], null)).toEqual([]);
    expect(shape(done(deeper, moveLine(deeper, "person", ["work", "inner"], null)))).toContain(
      "work/inner/person",
    );
  });

  it("says a move into the next group so that a JSON Patch takes it", () => {
    const before: Json = {
      menu: [
        { key: "person", form: "person" },
        { key: "work", entries: [] },
      ],
    };
    const [edit] = moveLine(before, "person", ["work"], null);
    const applied = edit && apply(before, edit);
    if (!applied || isRefusal(applied)) throw new Error("refused");
    expect(applied.operations).toEqual([
      { op: "remove", path: "/menu/0" },
      { op: "add", path: "/menu/0/entries/0", value: { key: "person", form: "person" } },
    ]);
    expect(apply(applied.document, applied.opposite)).toMatchObject({ document: before });
  });

  it("keeps the lines of a group that goes", () => {
    expect(shape(done(DOCUMENT, removeLine(DOCUMENT, "work")))).toEqual(["visit", "place", "person"]);
  });

  it.each([
    ["place", "up", ["work", "work/place", "work/visit", "person"]],
    ["place", "down", ["work", "work/visit", "place", "person"]],
    ["visit", "up", ["visit", "work", "work/place", "person"]],
    ["visit", "out", ["work", "work/place", "visit", "person"]],
    ["person", "in", ["work", "work/visit", "work/place", "work/person"]],
    ["person", "up", ["person", "work", "work/visit", "work/place"]],
  ] as const)("moves %s %s by the keyboard", (key, way, expected) => {
    const target = stepLine(DOCUMENT, key, way);
    expect(target).not.toBeNull();
    if (target)
      expect(shape(done(DOCUMENT, moveLine(DOCUMENT, key, target.groups, target.before)))).toEqual(expected);
  });

  it("ends where there is nothing further", () => {
    expect(stepLine(DOCUMENT, "work", "up")).toBeNull();
    expect(stepLine(DOCUMENT, "person", "down")).toBeNull();
    expect(stepLine(DOCUMENT, "work", "out")).toBeNull();
    expect(stepLine(DOCUMENT, "place", "in")).toBeNull();
  });

  it("is hidden line by line for a role, and shown with the group around it", () => {
    const hidden = done(DOCUMENT, showTo(DOCUMENT, "seller", "work", false));
    const less = done(hidden, showTo(hidden, "seller", "visit", false));
    const [seller] = rolesOf(less);
    expect(seller?.pages).toEqual(["place", "person"]);
    const back = done(less, showTo(less, "seller", "visit", true));
    expect(rolesOf(back)[0]?.pages).toBeUndefined();
    expect(isShownTo(rolesOf(less)[1] ?? {}, "work")).toBe(true);
  });
});
