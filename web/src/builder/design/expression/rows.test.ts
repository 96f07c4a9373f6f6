/** Conditions as rows and as text are one thing; what rows cannot say is left to the text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FieldView, Operator } from "~/api/types";
import { condition, FieldOperand, type Group, group, type Item, isGroup } from "~/runtime/filter/conditions";
import { readOperand, readRows, sameness, writeOperand, writeRows } from "./rows";

const ZONE = "Asia/Shanghai";
const file = join(import.meta.dirname, "../../../../../tests/engines/form/patterns.json");
const patterns: Readonly<Record<string, readonly Operator[]>> = JSON.parse(readFileSync(file, "utf-8"));

const field = (key: string, type: string): [string, FieldView] => [
  key,
  {
    kind: type,
    key,
    label: { en: key },
    computed: false,
    sortable: true,
    aggregates: [],
    operators: patterns[type] ?? [],
  },
];
const fields = new Map([
  field("name", "text"),
  field("amount", "number"),
  field("budget", "number"),
  field("stage", "choice"),
  field("day", "date"),
  field("moment", "datetime"),
  field("account.size", "number"),
  field("urgent", "boolean"),
  field("team", "persons"),
  field("owner", "person"),
  field("wait", "duration"),
  field("at", "time"),
]);

/** Rows without what tells them apart on the screen. */
function plain(item: Item): unknown {
  if (isGroup(item)) return { [item.join]: item.items.map(plain) };
  return [item.field, item.operator, ...item.values];
}
const read = (text: string): unknown => {
  const rows = readRows(text, fields, ZONE);
  return rows && plain(rows);
};
const write = (rows: Group): string => writeRows(rows, fields, ZONE);

test.each([
  ["amount > 100", ["amount", "greater", "100"]],
  ["amount<=-2.5", ["amount", "less_or_equal", "-2.5"]],
  ["AND(amount >= 1, amount <= 5)", ["amount", "between", "1", "5"]],
  ['stage = "won"', ["stage", "is", "won"]],
  ['IN(stage, "won", "lost")', ["stage", "any_of", ["won", "lost"]]],
  ['NOT(IN(stage, "won"))', ["stage", "none_of", ["won"]]],
  ['CONTAINS(name, "a ""b""")', ["name", "contains", 'a "b"']],
  ["ISBLANK(day)", ["day", "is_blank"]],
  ["day < DATE(2026, 1, 31)", ["day", "before", "2026-01-31"]],
  ['STARTOF(day, "M") = STARTOF(TODAY(), "M")', ["day", "this_month"]],
  ["AND(DAYS(TODAY(), day) >= 0, DAYS(TODAY(), day) <= 7)", ["day", "last_days", "7"]],
  ["moment > DATETIME(DATE(2026, 1, 31), TIME(9, 30))", ["moment", "after", "2026-01-31T01:30:00Z"]],
  ["account.size > budget", ["account.size", "greater", new FieldOperand("budget")]],
  ["urgent", ["urgent", "is", true]],
  ["owner = 12", ["owner", "is", 12]],
  ["HASANY(team, 3, 4)", ["team", "includes_any", [3, 4]]],
  ["ISME(owner)", ["owner", "is_me"]],
  ["wait > HOURS(2)", ["wait", "greater", "7200"]],
  ["at = TIME(8, 5)", ["at", "is", "08:05"]],
])("%s is a row, and the row is written so that it reads the same", (text, row) => {
  expect(read(text)).toEqual({ all: [row] });

  const rows = readRows(text, fields, ZONE);
  expect(read(rows ? write(rows) : "")).toEqual({ all: [row] });
});

test("groups stand in groups, and full-width signs are signs", () => {
  const text = "OR（amount ＞ 1，AND(urgent = TRUE, ISBLANK(name)))";

  expect(read(text)).toEqual({
    any: [
      ["amount", "greater", "1"],
      {
        all: [
          ["urgent", "is", true],
          ["name", "is_blank"],
        ],
      },
    ],
  });
  expect(write(readRows(text, fields, ZONE) ?? group())).toBe(
    "OR(amount > 1, AND(urgent = TRUE, ISBLANK(name)))",
  );
  expect(read("")).toEqual({ all: [] });
});

test.each([
  "amount * 2 > 100",
  "LEN(name) > 3",
  "amount >",
  "nothing = 3",
  "NOT(urgent)",
  "MAX(amount, 3) = 3",
])("%s is left to the text", (text) => expect(readRows(text, fields, ZONE)).toBeNull());

test("rows that say too little are not written", () => {
  const half = condition(fields.get("amount") as FieldView);
  const whole = { ...condition(fields.get("name") as FieldView), operator: "is_blank" };

  expect(write(group("all", [half]))).toBe("");
  expect(write(group("any", [half, whole]))).toBe("ISBLANK(name)");
});

test.each([
  ["stage", '"won"', "won"],
  ["amount", "12.5", "12.5"],
  ["day", "DATE(2026, 3, 1)", "2026-03-01"],
  ["urgent", "TRUE", true],
  ["owner", "7", 7],
  ["amount", "budget", new FieldOperand("budget")],
  ["name", "", null],
])("what %s becomes is shown without typing: %s", (key, text, value) => {
  const operand = sameness(fields.get(key))?.operands[0];
  if (!operand) throw new Error(`${key} is compared with nothing`);

  expect(readOperand(text, operand, fields, ZONE)).toEqual(value);
  expect(writeOperand(operand, value, ZONE)).toBe(text);
});

test("what a formula gives is left to the text", () => {
  const operand = sameness(fields.get("amount"))?.operands[0];

  expect(operand && readOperand("budget * 2", operand, fields, ZONE)).toBeUndefined();
  expect(operand && readOperand("budget *", operand, fields, ZONE)).toBeUndefined();
});
