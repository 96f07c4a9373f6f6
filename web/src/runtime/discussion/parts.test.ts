import { expect, test } from "vitest";
import { asked, documentOf, isEmpty, partsOf, written } from "./parts";

const zhang = { id: 7, title: "张伟" };

test.each([
  [[{ text: "one line" }]],
  [[{ text: "two\nlines\n\nand a gap" }]],
  [[{ person: zhang }, { text: " 请看一下\n再回复 " }, { person: zhang }]],
  [[{ text: "<script>alert(1)</script> \u202etxt.exe" }]],
])("a comment comes out of the editor as it went in", (parts) => {
  expect(partsOf(documentOf(parts))).toEqual(parts);
});

test("people are sent by their number alone", () => {
  expect(written([{ person: zhang }, { text: " ok" }])).toEqual([{ person: 7 }, { text: " ok" }]);
});

test("blanks alone say nothing, a person does", () => {
  expect(isEmpty([{ text: " \n " }])).toBe(true);
  expect(isEmpty([{ person: zhang }])).toBe(false);
});

test.each([
  ["@", ""],
  ["@zw", "zw"],
  ["你好@zhang", "zhang"],
  ["see (@li", "li"],
  ["zhang@example.com", null],
  ["mail me@", null],
  ["@zhang wei", null],
  ["@@", ""],
  ["", null],
])("after %j the people asked for are %j", (before, wanted) => {
  expect(asked(before)).toBe(wanted);
});
