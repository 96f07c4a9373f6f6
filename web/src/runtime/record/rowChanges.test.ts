import { expect, test } from "vitest";
import type { FieldView } from "~/api/types";
import { ago } from "./ago";
import { rowChanges } from "./rowChanges";

const cells = [
  { key: "product", computed: false },
  { key: "quantity", computed: false },
  { key: "amount", computed: true },
] as unknown as FieldView[];

test("rows are told apart by their ids, and what is computed is not told", () => {
  const before = [
    { id: 1, product: "Bolt", quantity: "1", amount: "10" },
    { id: 2, product: "Nut", quantity: "1", amount: "10" },
  ];
  const after = [
    { id: 2, product: "Nut", quantity: "3", amount: "30" },
    { id: 3, product: "Washer" },
  ];

  const { added, removed, changes } = rowChanges(cells, before, after);

  expect([added, removed]).toEqual([1, 1]);
  expect(changes.map(({ row, cell, old, new: now }) => [row, cell.key, old, now])).toEqual([
    [1, "quantity", "1", "3"],
  ]);
});

test("times are told as people tell them, in the reader's language", () => {
  const now = new Date("2026-11-21T08:00:00Z");

  expect(ago("2026-11-21T07:57:00Z", now, "zh-CN")).toBe("3分钟前");
  expect(ago("2026-11-20T07:00:00Z", now, "en")).toBe("yesterday");
  expect(ago("2026-11-21T07:59:40Z", now, "en")).toBe("just now");
});
