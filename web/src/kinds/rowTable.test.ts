import { expect, test } from "vitest";
import { copyRow, named, rowName } from "./rows";
import {
  areaOf,
  duplicateRow,
  insertRow,
  moveRow,
  next,
  planPaste,
  removeRows,
  setCells,
  step,
} from "./rowTable";

const size = { rows: 3, columns: 4 };
const at = (row: number, column: number) => areaOf({ row, column }, { row, column });
const rows = ["a", "b", "c"].map((name) => named({ name }));

test("arrows stop at the edges, with Ctrl they go there at once", () => {
  expect(step({ row: 0, column: 0 }, "ArrowUp", false, size)).toEqual({ row: 0, column: 0 });
  expect(step({ row: 0, column: 0 }, "ArrowDown", true, size)).toEqual({ row: 2, column: 0 });
  expect(step({ row: 1, column: 1 }, "End", false, size)).toEqual({ row: 1, column: 3 });
  expect(step({ row: 1, column: 1 }, "x", false, size)).toBeNull();
});

test("Tab reads on in the next row and ends behind the last cell", () => {
  expect(next({ row: 0, column: 3 }, false, size)).toEqual({ row: 1, column: 0 });
  expect(next({ row: 2, column: 3 }, false, size)).toBeNull();
  expect(next({ row: 0, column: 0 }, true, size)).toBeNull();
});

test("rows keep their names when others come, go and move", () => {
  const names = rows.map(rowName);

  expect(moveRow(rows, 0, 2).map(rowName)).toEqual([names[1], names[2], names[0]]);
  expect(moveRow(rows, 0, 3).map(rowName)).toEqual(names);
  expect(removeRows(rows, 0, 1).map(rowName)).toEqual([names[2]]);
  expect(setCells(rows, [{ row: 1, cell: "name", value: "x" }]).map(rowName)).toEqual(names);
  expect(insertRow(rows, 1, {})).toHaveLength(4);
});

test("a duplicate is a new row with the same cells", () => {
  const twice = duplicateRow([{ id: 5, name: "a" }].map(named), 0);

  expect(twice.map(({ id, name }) => [id, name])).toEqual([
    [5, "a"],
    [undefined, "a"],
  ]);
  expect(rowName(copyRow(twice[0] ?? {}))).not.toBe(rowName(twice[0] ?? {}));
});

test("a row's name never leaves the browser", () => {
  expect(JSON.stringify(named({ name: "a" }))).toBe('{"name":"a"}');
});

test("pasted rows that go beyond the last are added, up to the limit", () => {
  const table = [
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
  ];

  const plan = planPaste(table, at(2, 1), size, 4, []);

  expect(plan.added).toBe(1);
  expect(plan.dropped).toBe(1);
  expect(plan.cells.map(({ row, column, text }) => `${row},${column}=${text}`)).toEqual([
    "2,1=1",
    "2,2=2",
    "3,1=3",
    "3,2=4",
  ]);
});

test("columns beyond the last are left out", () => {
  expect(planPaste([["1", "2", "3"]], at(0, 3), size, 9, []).cells).toEqual([
    { row: 0, column: 3, text: "1" },
  ]);
});

test("one cell fills the whole selection", () => {
  const area = areaOf({ row: 0, column: 0 }, { row: 1, column: 1 });

  expect(planPaste([["7"]], area, size, 9, []).cells).toHaveLength(4);
});

test("a first row that repeats the headings is no row", () => {
  const plan = planPaste(
    [
      ["Product", "Quantity"],
      ["Bolt", "3"],
    ],
    at(0, 0),
    size,
    9,
    ["Product", "Quantity", "Why", "Sum"],
  );

  expect(plan.cells.map(({ text }) => text)).toEqual(["Bolt", "3"]);
});
