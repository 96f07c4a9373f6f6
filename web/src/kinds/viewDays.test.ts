/** Days, weeks and months of a calendar, and the records on them. */
import { expect, test } from "vitest";
import type { FieldView, RecordData } from "~/api/types";
import {
  monthsLater,
  placedIn,
  type Stay,
  shifted,
  stayOf,
  type When,
  weekdaysFrom,
  weekOf,
  weeksOf,
  withinDays,
} from "./viewDays";

const ZONE = "Asia/Shanghai";
const field = (key: string, operators: readonly [string, string][]): FieldView => ({
  kind: key,
  key,
  label: {},
  computed: false,
  sortable: true,
  aggregates: [],
  operators: operators.map(([operator, type]) => ({ key: operator, words: {}, operands: [{ name: type }] })),
});
const day = field("day", [["on_or_after", "date"]]);
const until = field("until", [["on_or_after", "date"]]);
const moment = field("moment", [["on_or_after", "datetime"]]);
const span = field("span", [["overlaps", "date"]]);
const when = (start: FieldView, end: FieldView | null = null): When => ({ start, end, timeZone: ZONE });
const record = (id: number, values: object): RecordData => ({ id, version: 1, title: null, ...values });

test("weeks begin on Monday, and a month shows all that it reaches into", () => {
  expect(weekOf("2026-11-22", 0)[0]).toBe("2026-11-16");
  expect(weekOf("2026-11-23", 0)[0]).toBe("2026-11-23");
  const weeks = weeksOf("2026-11-22", 0);
  expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual([6, "2026-10-26", "2026-12-06"]);
  expect(weeksOf("2027-02-10", 0)).toHaveLength(4);
  expect(monthsLater("2026-12-31", 2)).toBe("2027-02-28");
  expect(monthsLater("2026-01-15", -1)).toBe("2025-12-15");
});

test("records are asked for by days, by moments of the company's clock, and by what reaches in", () => {
  expect(withinDays(when(day), "2026-11-01", "2026-11-30")).toEqual({
    all: [
      { field: "day", operator: "on_or_after", value: "2026-11-01" },
      { field: "day", operator: "before", value: "2026-12-01" },
    ],
  });
  expect(withinDays(when(moment), "2026-11-01", "2026-11-01")).toEqual({
    all: [
      { field: "moment", operator: "on_or_after", value: "2026-10-31T16:00:00Z" },
      { field: "moment", operator: "before", value: "2026-11-01T16:00:00Z" },
    ],
  });
  expect(withinDays(when(span), "2026-11-01", "2026-11-07")).toEqual({
    field: "span",
    operator: "overlaps",
    value: ["2026-11-01", "2026-11-07"],
  });
  expect(withinDays(when(day, until), "2026-11-01", "2026-11-07")).toEqual({
    all: [
      { field: "day", operator: "before", value: "2026-11-08" },
      {
        any: [
          { field: "day", operator: "on_or_after", value: "2026-11-01" },
          { field: "until", operator: "on_or_after", value: "2026-11-01" },
        ],
      },
    ],
  });
});

test("a record stands on its day, its span, or from one field to the other, and goes with its time", () => {
  expect(stayOf(record(1, { day: "2026-11-02" }), when(day))).toEqual({
    first: "2026-11-02",
    last: "2026-11-02",
    time: null,
  });
  expect(stayOf(record(1, { moment: "2026-11-01T17:30:00Z" }), when(moment))).toEqual({
    first: "2026-11-02",
    last: "2026-11-02",
    time: "01:30",
  });
  const both = { day: "2026-11-02", until: "2026-11-05" };
  expect(stayOf(record(1, both), when(day, until))?.last).toBe("2026-11-05");
  expect(stayOf(record(1, { ...both, until: "2026-10-01" }), when(day, until))?.last).toBe("2026-11-02");
  expect(stayOf(record(1, { day: null }), when(day))).toBeNull();

  expect(shifted("2026-11-30", 2, ZONE)).toBe("2026-12-02");
  expect(shifted("2026-11-01T17:30:00Z", -1, ZONE)).toBe("2026-10-31T17:30:00Z");
  expect(shifted({ start: "2026-11-01", end: "2026-11-03" }, 7, ZONE)).toEqual({
    start: "2026-11-08",
    end: "2026-11-10",
  });
});

test("weeks begin on the day that the company says", () => {
  expect(weekOf("2026-11-22", 6)).toEqual(weekOf("2026-11-28", 6));
  expect(weekOf("2026-11-21", 6)[0]).toBe("2026-11-15");
  expect(weekOf("2026-11-21", 5)[0]).toBe("2026-11-21");
  expect(weeksOf("2026-11-22", 6).at(0)?.[0]).toBe("2026-11-01");
  expect(weekdaysFrom(6, "en", "short")).toEqual(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]);
  expect(weekdaysFrom(0, "zh-CN", "short")[0]).toBe("周一");
});

test("what lies over several days keeps its line, and others fill the gaps", () => {
  const week = weekOf("2026-11-18", 0);
  const stays: Record<number, Stay> = {
    1: { first: "2026-11-10", last: "2026-11-17", time: null },
    2: { first: "2026-11-17", last: "2026-11-25", time: null },
    3: { first: "2026-11-18", last: "2026-11-18", time: "09:00" },
    4: { first: "2026-11-18", last: "2026-11-18", time: "08:00" },
    5: { first: "2026-12-01", last: "2026-12-01", time: null },
  };
  const records = [5, 4, 3, 2, 1].map((id) => record(id, {}));

  const placed = placedIn(week, records, ({ id }) => stays[id] ?? null);

  expect(
    placed.map(({ record, from, to, line, begins, ends }) => [record.id, from, to, line, begins, ends]),
  ).toEqual([
    [1, 0, 1, 0, false, true],
    [2, 1, 6, 1, true, false],
    [4, 2, 2, 0, true, true],
    [3, 2, 2, 2, true, true],
  ]);
});
