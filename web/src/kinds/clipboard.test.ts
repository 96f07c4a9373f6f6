import { expect, test } from "vitest";
import { readTable, repeated, writeTable } from "./clipboard";

test("a table written to the clipboard is read back as it was", () => {
  const table = [
    ["华为技术", "100,000.00", ""],
    ['a "quoted" word', "two\nlines", "a\ttab"],
    ["", "", ""],
  ];

  expect(readTable(writeTable(table))).toEqual(table);
});

test("the line end that spreadsheets put last makes no empty row", () => {
  expect(readTable("a\tb\r\nc\td\r\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("a quote inside a cell is a character like others", () => {
  expect(readTable('12" screen\t"unclosed\n"a"b')).toEqual([['12" screen', '"unclosed'], ['"a"b']]);
});

test("a small block fills a larger target by repeating", () => {
  const block = [["a", "b"], ["c"]];

  expect(repeated(block, 2, 1)).toBe("b");
  expect(repeated(block, 3, 5)).toBe("c");
});
