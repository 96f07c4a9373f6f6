import { expect, test } from "vitest";
import type { FieldView } from "~/api/types";
import { parseCsv, readSample, writeCsv } from "./csv";
import { guessMatches } from "./matching";

const field = (key: string, zh: string, en: string) =>
  ({ key, label: { "zh-CN": zh, en } }) as unknown as FieldView;
const fields = [
  field("name", "名称", "Name"),
  field("order_date", "下单日期", "Order date"),
  field("code", "编号", "Code"),
];

test("columns are matched by label in either language or by key, whatever their case and marks", () => {
  const matches = guessMatches(["ORDER-DATE*", "名称", "code "], fields);

  expect(matches.map(({ field: found, confidence }) => [found, confidence])).toEqual([
    ["order_date", "exact"],
    ["name", "exact"],
    ["code", "exact"],
  ]);
});

test("an alike name is a guess, an exact one elsewhere comes first, and the rest is left out", () => {
  const matches = guessMatches(["客户名称", "名称", "Weather"], fields);

  expect(matches.map(({ field: found, confidence }) => [found, confidence])).toEqual([
    [null, "none"],
    ["name", "exact"],
    [null, "none"],
  ]);
  expect(guessMatches(["客户名称"], fields)[0]).toMatchObject({ field: "name", confidence: "likely" });
});

test("cells with separators, quotes and line ends are read as they were written", () => {
  const rows = [
    ["a,b", 'say "x"', "two\nlines"],
    ["1", "", "3"],
  ];

  expect(parseCsv(writeCsv(rows))).toEqual(rows);
});

test("semicolons and tabs separate where they are what the first line uses", () => {
  expect(parseCsv("a;b\n1,5;2")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(parseCsv("a\tb\r\n1\t2\r\n")).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("a file in the old Chinese encoding is read as such", async () => {
  const bytes = new Uint8Array([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xbb, 0xaa, 0xce, 0xaa, 0x0a]);

  const sample = await readSample(new Blob([bytes]));

  expect(sample).toEqual({ columns: ["名称"], rows: [["华为"]], more: false });
});
