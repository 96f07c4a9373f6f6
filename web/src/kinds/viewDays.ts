/** Records on the days of a calendar: which weeks it shows, on which days a record stands, and who stands above whom. */
import type { FieldView, FilterTree, RecordData } from "~/api/types";
import type { Locale } from "~/words";
import { addDays, instantOf, inZone } from "./dates";

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WEEK = 7;
const MIDNIGHT = "00:00:00";

const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
/** From one day to another. */
export const daysBetween = (first: string, last: string): number => dayNumber(last) - dayNumber(first);

/** The week of a day; `start` is the weekday on which weeks begin, 0 for Monday. */
export function weekOf(day: string, start: number): readonly string[] {
  // Day 0 was a Thursday.
  const first = addDays(day, -((((dayNumber(day) + 3 - start) % WEEK) + WEEK) % WEEK));
  return Array.from({ length: WEEK }, (_, at) => addDays(first, at));
}

/** What the days of a week are called, the first of them first. */
export function weekdaysFrom(start: number, locale: Locale, style: "short" | "narrow"): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
  // 5 January 1970 was a Monday.
  return Array.from({ length: WEEK }, (_, at) => format.format((4 + start + at) * DAY_MS));
}

/** The weeks that a month reaches into. */
export function weeksOf(day: string, start: number): readonly (readonly string[])[] {
  const month = day.slice(0, 7);
  const weeks: (readonly string[])[] = [];
  for (let week = weekOf(`${month}-01`, start); (week[0] ?? "").slice(0, 7) <= month; ) {
    weeks.push(week);
    week = weekOf(addDays(week[0] ?? day, WEEK), start);
  }
  return weeks;
}

/** The same day of another month, or its last day. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** What says when a record is: one field, or a first and a last day in two. */
export interface When {
  start: FieldView;
  end: FieldView | null;
  timeZone: string;
}

const operatorOf = (field: FieldView, key: string) => field.operators.find((one) => one.key === key);
/** A span of days has both its ends in one value. */
const spans = (field: FieldView): boolean => operatorOf(field, "overlaps") !== undefined;
const hasTime = (field: FieldView): boolean =>
  operatorOf(field, "on_or_after")?.operands[0]?.name === "datetime";

/** The records that stand on some of these days. */
export function withinDays({ start, end, timeZone }: When, first: string, last: string): FilterTree {
  if (spans(start)) return { field: start.key, operator: "overlaps", value: [first, last] };
  const begin = (field: FieldView, day: string) =>
    hasTime(field) ? instantOf(day, MIDNIGHT, timeZone) : day;
  const from = (field: FieldView): FilterTree => ({
    field: field.key,
    operator: "on_or_after",
    value: begin(field, first),
  });
  const before: FilterTree = {
    field: start.key,
    operator: "before",
    value: begin(start, addDays(last, 1)),
  };
  if (!end) return { all: [from(start), before] };
  return { all: [before, { any: [from(start), from(end)] }] };
}

export interface Stay {
  first: string;
  last: string;
  /** "09:30", where it begins at a time of day. */
  time: string | null;
}

function dayOf(value: unknown, timeZone: string): { day: string; time: string | null } | null {
  if (typeof value !== "string") return null;
  if (DAY.test(value)) return { day: value, time: null };
  if (Number.isNaN(Date.parse(value))) return null;
  const { date, time } = inZone(value, timeZone);
  return { day: date, time: time.slice(0, 5) };
}

/** On which days a record stands; null where it says nothing of that. */
export function stayOf(record: RecordData, { start, end, timeZone }: When): Stay | null {
  const value = record[start.key];
  if (typeof value === "object" && value !== null && "start" in value && "end" in value)
    return { first: String(value.start), last: String(value.end), time: null };
  const first = dayOf(value, timeZone);
  if (!first) return null;
  const last = end ? dayOf(record[end.key], timeZone) : null;
  return { first: first.day, last: last && last.day > first.day ? last.day : first.day, time: first.time };
}

/** A value so many days later. */
export function shifted(value: unknown, days: number, timeZone: string): unknown {
  if (typeof value === "object" && value !== null && "start" in value && "end" in value)
    return { start: addDays(String(value.start), days), end: addDays(String(value.end), days) };
  if (typeof value !== "string") return value;
  if (DAY.test(value)) return addDays(value, days);
  const { date, time } = inZone(value, timeZone);
  return instantOf(addDays(date, days), time, timeZone);
}

export interface Placed {
  record: RecordData;
  stay: Stay;
  /** Columns of the week, both included. */
  from: number;
  to: number;
  /** Which line of the week it takes. */
  line: number;
  begins: boolean;
  ends: boolean;
}

/** The records of a week, each on a line of its own days; longer ones and earlier ones stand above. */
export function placedIn(
  week: readonly string[],
  records: readonly RecordData[],
  stayOf: (record: RecordData) => Stay | null,
): readonly Placed[] {
  const [monday = ""] = week;
  const sunday = week.at(-1) ?? monday;
  const found = records.flatMap((record) => {
    const stay = stayOf(record);
    return stay && stay.first <= sunday && stay.last >= monday ? [{ record, stay }] : [];
  });
  found.sort(
    (one, other) =>
      one.stay.first.localeCompare(other.stay.first) ||
      other.stay.last.localeCompare(one.stay.last) ||
      (one.stay.time ?? "").localeCompare(other.stay.time ?? "") ||
      one.record.id - other.record.id,
  );
  const taken: number[] = [];
  return found.map(({ record, stay }) => {
    const from = Math.max(0, daysBetween(monday, stay.first));
    const to = Math.min(week.length - 1, daysBetween(monday, stay.last));
    const free = taken.findIndex((until) => until < from);
    const line = free < 0 ? taken.length : free;
    taken[line] = to;
    return { record, stay, from, to, line, begins: stay.first >= monday, ends: stay.last <= sunday };
  });
}
