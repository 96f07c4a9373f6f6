/** The line of time behind a plan: which days it shows, how wide they are, what stands above them. Pure. */
import type { Locale } from "~/words";
import { addDays } from "./dates";
import { daysBetween, monthsLater, type Stay, weekOf } from "./viewDays";

export const SCALES = ["day", "week", "month", "quarter"] as const;
export type Scale = (typeof SCALES)[number];

export interface Period {
  scale: Scale;
  first: string;
  days: number;
  /** Pixels of a day. */
  wide: number;
  /** The weekday on which weeks begin: 0 is Monday. */
  weekStart: number;
}

interface Measure {
  wide: number;
  begin: (day: string, weekStart: number) => string;
  end: (first: string) => string;
  /** The day to look at after one step. */
  step: (day: string, by: number) => string;
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
const quarterOf = (day: string): string => {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
};
const weekBegin = (day: string, weekStart: number): string => weekOf(day, weekStart)[0] ?? day;

const MEASURES: Readonly<Record<Scale, Measure>> = {
  day: {
    wide: 40,
    begin: (day, weekStart) => addDays(weekBegin(day, weekStart), -7),
    end: (first) => addDays(first, 42),
    step: (day, by) => addDays(day, by * 14),
  },
  week: {
    wide: 14,
    begin: (day, weekStart) => addDays(weekBegin(day, weekStart), -28),
    end: (first) => addDays(first, 26 * 7),
    step: (day, by) => addDays(day, by * 56),
  },
  month: {
    wide: 4,
    begin: (day) => monthsLater(monthOf(day), -3),
    end: (first) => monthsLater(first, 24),
    step: (day, by) => monthsLater(day, by * 6),
  },
  quarter: {
    wide: 1.5,
    begin: (day) => monthsLater(quarterOf(day), -12),
    end: (first) => monthsLater(first, 60),
    step: (day, by) => monthsLater(day, by * 12),
  },
};

/** The days around one of them that are drawn. */
export function periodAround(day: string, scale: Scale, weekStart: number): Period {
  const { wide, begin, end } = MEASURES[scale];
  const first = begin(day, weekStart);
  return { scale, first, days: daysBetween(first, end(first)), wide, weekStart };
}

export function stepped(day: string, scale: Scale, by: number): string {
  return MEASURES[scale].step(day, by);
}

export const lastOf = ({ first, days }: Period): string => addDays(first, days - 1);
export const widthOf = ({ days, wide }: Period): number => days * wide;
export const leftOf = ({ first, wide }: Period, day: string): number => daysBetween(first, day) * wide;

export interface Tick {
  day: string;
  text: string;
  left: number;
  width: number;
}

function ticks(period: Period, starts: readonly string[], text: (day: string) => string): readonly Tick[] {
  const whole = widthOf(period);
  return starts.map((day, at) => {
    const left = Math.max(0, leftOf(period, day));
    const next = starts[at + 1];
    return { day, text: text(day), left, width: (next ? leftOf(period, next) : whole) - left };
  });
}

function startsOf(period: Period, begin: (day: string) => string, next: (day: string) => string): string[] {
  const last = lastOf(period);
  const found: string[] = [];
  for (let day = begin(period.first); day <= last; day = next(day)) found.push(day);
  return found;
}

/** What stands above the days: the larger spans, and the smaller ones below them. */
export function scaleLines(
  period: Period,
  locale: Locale,
): { upper: readonly Tick[]; lower: readonly Tick[] } {
  const say = (options: Intl.DateTimeFormatOptions) => (day: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
  const months = startsOf(period, monthOf, (day) => monthsLater(day, 1));
  const years = startsOf(
    period,
    (day) => `${day.slice(0, 4)}-01-01`,
    (day) => monthsLater(day, 12),
  );
  const month = say({ year: "numeric", month: "long" });
  const year = say({ year: "numeric" });
  const date = (day: string): string => String(Number(day.slice(8)));
  if (period.scale === "day") {
    const days = startsOf(
      period,
      (day) => day,
      (day) => addDays(day, 1),
    );
    return { upper: ticks(period, months, month), lower: ticks(period, days, date) };
  }
  if (period.scale === "week") {
    const weeks = startsOf(
      period,
      (day) => weekBegin(day, period.weekStart),
      (day) => addDays(day, 7),
    );
    return { upper: ticks(period, months, month), lower: ticks(period, weeks, date) };
  }
  if (period.scale === "month")
    return { upper: ticks(period, years, year), lower: ticks(period, months, say({ month: "short" })) };
  const quarters = startsOf(period, quarterOf, (day) => monthsLater(day, 3));
  const quarter = (day: string): string => `Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return { upper: ticks(period, years, year), lower: ticks(period, quarters, quarter) };
}

export interface Bar {
  left: number;
  width: number;
  /** Whether it goes on before and behind what is drawn. */
  cutLeft: boolean;
  cutRight: boolean;
}

/** Where the bar of a record lies; null where it is not in sight. */
export function barOf(period: Period, { first, last }: Pick<Stay, "first" | "last">): Bar | null {
  const from = daysBetween(period.first, first);
  const to = daysBetween(period.first, last) + 1;
  if (to <= 0 || from >= period.days) return null;
  const [start, end] = [Math.max(0, from), Math.min(period.days, to)];
  return {
    left: start * period.wide,
    width: Math.max((end - start) * period.wide, 4),
    cutLeft: from < 0,
    cutRight: to > period.days,
  };
}

/** What is pulled of a bar: the whole of it, or one of its ends. */
export type Grip = "whole" | "start" | "end";

/** The days of a bar that was pulled; an end never passes the other. */
export function pulled(
  stay: Pick<Stay, "first" | "last">,
  grip: Grip,
  days: number,
): { first: string; last: string } {
  if (grip === "whole") return { first: addDays(stay.first, days), last: addDays(stay.last, days) };
  const room = daysBetween(stay.first, stay.last);
  if (grip === "start") return { ...stay, first: addDays(stay.first, Math.min(days, room)) };
  return { ...stay, last: addDays(stay.last, Math.max(days, -room)) };
}

/** How much of a record is done, from 0 to 1: of a percentage, or of a number up to 100. */
export function doneOf(value: unknown): number | null {
  const number = value === null || value === undefined || value === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return null;
  return Math.max(0, Math.min(1, number > 1 ? number / 100 : number));
}
