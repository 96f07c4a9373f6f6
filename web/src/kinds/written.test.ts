import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FieldView } from "~/api/types";
import type { KindContextValue } from "./context";
import { instantOf, inZone, readDate, readTime } from "./dates";
import { abbreviate, group, readNumber, roundTo, sum } from "./numbers";
import { fieldKind } from "./registry";

const folder = join(import.meta.dirname, "../../../tests/engines/form/cases");
const CASES: Record<string, string | null> = JSON.parse(
  readFileSync(join(folder, "written_numbers.json"), "utf8"),
);

test.each(Object.entries(CASES))("%s is read as %s", (written, value) => {
  expect(readNumber(written) ?? null).toBe(value);
});

test("blank is no number, and others are refused", () => {
  expect(["  ", "abc"].map(readNumber)).toEqual([null, undefined]);
});

test("figures are rounded away from zero, grouped, shortened in the reader's units and added exactly", () => {
  expect(roundTo("-2.345", 2)).toBe("-2.35");
  expect(group("1234567.89")).toBe("1,234,567.89");
  expect([abbreviate("123456789", "zh-CN"), abbreviate("123456789", "en")]).toEqual(["1.23 亿", "123.46M"]);
  expect(sum(["0.1", "0.2", null, "x"])).toBe("0.3");
  expect(sum([null])).toBeNull();
});

test.each([
  ["2026-01-05", "2026-01-05"],
  ["2026/1/5", "2026-01-05"],
  ["2026年1月5日", "2026-01-05"],
  ["20260105", "2026-01-05"],
  ["1月5日", "2026-01-05"],
  ["1/5/2026", "2026-01-05"],
  ["46027", "2026-01-05"],
  ["明天", "2026-11-22"],
  ["yesterday", "2026-11-20"],
  ["2024-02-29", "2024-02-29"],
])("%s is the day %s", (written, day) => {
  expect(readDate(written, "2026-11-21")).toBe(day);
});

test("a day that does not exist is refused", () => {
  expect(["2026-02-29", "2026-13-01", "soon"].map((text) => readDate(text, "2026-11-21"))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("times are read on both clocks", () => {
  expect(["9:05", "下午 3:30", "12:00 am", "25:00"].map(readTime)).toEqual([
    [9, 5, 0],
    [15, 30, 0],
    [0, 0, 0],
    undefined,
  ]);
});

test("a wall clock and its moment lead to each other, also around summer time", () => {
  expect(instantOf("2026-11-21", "09:30", "Asia/Shanghai")).toBe("2026-11-21T01:30:00Z");
  expect(inZone("2026-11-21T01:30:00Z", "Asia/Shanghai")).toEqual({ date: "2026-11-21", time: "09:30:00" });
  expect(instantOf("2026-03-29", "03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00Z");
});

test.each([
  ["15", "0.15"],
  ["15%", "0.15"],
  ["１２．５％", "0.125"],
  ["0.15", "0.0015"],
  ["(5)", "-0.05"],
])("%s in a column of percentages is pasted as %s", async (written, value) => {
  const kind = fieldKind("percent");
  const field = { key: "share", kind: "percent", label: {}, decimals: 1 } as unknown as FieldView;

  expect(await kind.fromText(written, field, {} as KindContextValue)).toEqual({ value });
});

test.each(["attachment", "image"])(
  "a filter by the name of what is in a field of kind %s is said",
  (kind) => {
    const field = { key: "papers", kind, label: {} } as unknown as FieldView;

    expect(
      fieldKind(kind).operandText?.("报价", { name: "text" } as never, field, {} as KindContextValue),
    ).toBe("报价");
  },
);

test.each([
  ["1 ~ 2.5", { low: "1.00", high: "2.50" }],
  ["1000-2,000", { low: "1000.00", high: "2000.00" }],
  ["1万—2万", { low: "10000.00", high: "20000.00" }],
  ["１００至２００", { low: "100.00", high: "200.00" }],
  ["-5 - -3", { low: "-5.00", high: "-3.00" }],
  ["7", { low: "7.00", high: "7.00" }],
  [" ", null],
])("%s in a column of ranges is pasted as %j", async (written, value) => {
  const field = { key: "budget", kind: "number_range", label: {}, decimals: 2 } as unknown as FieldView;

  expect(await fieldKind("number_range").fromText(written, field, {} as KindContextValue)).toEqual({ value });
});

test.each([
  ["year", "2026年度", 2026],
  ["year", "１９９８", 1998],
  ["year", "26.5", undefined],
  ["year", "0", undefined],
  ["number_range", "2 ~ 1", undefined],
  ["number_range", "2026-01-05", undefined],
  ["colour", "#0AF", "#00aaff"],
  ["credit_code", "9135 0100 m000 100y 43", "91350100M000100Y43"],
  ["credit_code", "91350100M000100YI3", undefined],
  ["bank_account", "1100 1019 5000 5602 0121", "11001019500056020121"],
  ["bank_account", "工行", undefined],
  ["colour", "1F6F5C", "#1f6f5c"],
  ["colour", "green", undefined],
])("a column of the kind %s takes %s for %s", async (name, written, value) => {
  const field = { key: "one", kind: name, label: {}, decimals: 2 } as unknown as FieldView;
  const read = await fieldKind(name).fromText(written, field, {} as KindContextValue);

  expect("value" in read ? read.value : undefined).toBe(value);
});
