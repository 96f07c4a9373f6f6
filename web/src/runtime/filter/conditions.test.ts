import { expect, test } from "vitest";
import type { FieldView, FilterTree } from "~/api/types";
import { condition, countOf, fromTree, group, isGroup, replaced, toTree } from "./conditions";

const operator = (key: string, operands: number) => ({
  key,
  words: { en: key },
  operands: Array.from({ length: operands }, () => ({ name: "text" })),
});
const field = (key: string): FieldView => ({
  kind: "any",
  key,
  label: { en: key },
  computed: false,
  sortable: true,
  aggregates: [],
  operators: [operator("is", 1), operator("between", 2), operator("is_blank", 0)],
});
const fields = new Map(["name", "size"].map((key) => [key, field(key)]));

test("a filter that is read from the address and written again is the same", () => {
  const tree: FilterTree = {
    all: [
      { field: "name", operator: "is", value: "a" },
      {
        any: [
          { field: "size", operator: "between", value: [1, 2] },
          { field: "name", operator: "is_blank" },
        ],
      },
    ],
  };

  expect(toTree(fromTree(tree, fields), fields)).toEqual(tree);
  expect(countOf(tree)).toBe(3);
});

test("rows that say too little are not applied", () => {
  const unfinished = condition(field("size"));
  const half = { ...condition(field("size")), operator: "between", values: [1] };
  const whole = { ...condition(field("name")), operator: "is_blank" };

  expect(toTree(group("all", [unfinished, half]), fields)).toBeNull();
  expect(toTree(group("any", [unfinished, whole]), fields)).toEqual({
    any: [{ field: "name", operator: "is_blank" }],
  });
});

test("a row deep in a group is changed or taken out in place", () => {
  const inner = condition(field("name"));
  const root = group("all", [condition(field("size")), group("any", [inner])]);

  const changed = replaced(root, inner.id, (item) => ({ ...item, values: ["x"] }) as typeof inner);
  const removed = replaced(root, inner.id, () => null);

  expect(toTree(changed, fields)).toEqual({
    all: [{ any: [{ field: "name", operator: "is", value: "x" }] }],
  });
  expect(removed.items.filter(isGroup).map(({ items }) => items)).toEqual([[]]);
});
