/** Departments are drawn as the tree that they are, and a move changes as little as it can. */
import { expect, test } from "vitest";
import type { Department } from "~/api/organisation";
import { type Branch, moves, pathOf, treeOf, within } from "./tree";

const one = (id: number, parent: number | null, position: number, archived = false): Department => ({
  id,
  parent,
  position,
  archived,
  title: `d${id}`,
  name: `d${id}`,
  name_en: "",
  head: null,
});
const ALL = [one(1, null, 0), one(2, 1, 0), one(3, 1, 1), one(4, 2, 0), one(5, null, 1, true), one(6, 5, 0)];

const drawn = (branches: readonly Branch[]): unknown[] =>
  branches.map(({ department, below }) => (below.length > 0 ? [department.id, drawn(below)] : department.id));

test("departments stand under those above them, and what is put away is not drawn", () => {
  expect(drawn(treeOf(ALL))).toEqual([[1, [[2, [4]], 3]], 6]);
});

test("a department is not moved under itself", () => {
  expect([...within(ALL, 1)].sort()).toEqual([1, 2, 3, 4]);
  expect(moves(ALL, 1, 4, null)).toEqual([]);
});

test("a move tells the new place, and the new order of those beside it", () => {
  expect(moves(ALL, 4, 1, 2)).toEqual([
    { id: 4, change: { parent: 1 } },
    { id: 2, change: { position: 1 } },
    { id: 3, change: { position: 2 } },
  ]);
  expect(moves(ALL, 3, 1, 2)).toEqual([
    { id: 3, change: { position: 0 } },
    { id: 2, change: { position: 1 } },
  ]);
  expect(moves(ALL, 3, 1, null)).toEqual([]);
});

test("the way to a department is read from the top", () => {
  expect(pathOf(ALL, 4)).toBe("d1 › d2 › d4");
});
