/** Functions of dates. */
import {
  type Day,
  dateOf,
  dayOf,
  daysOf,
  daysOfDate,
  monthEnd,
  monthOf,
  monthStart,
  partsOf,
  weekdayOf,
} from "../calendar";
import type { Definition, Definitions } from "../types";
import { Decimal, fold, ONE, whole } from "../values";

const MOST_MONTHS = 200_000;
const MOST_DAYS = 4_000_000;
const A_DATE = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;
const MONTHS_OF: Readonly<Record<string, number>> = { M: 1, Q: 3, Y: 12 };

function makeDate(year: Decimal, month: Decimal, day: Decimal): string | null {
  const [years, months, days] = [whole(year), whole(month), whole(day)];
  if (years < 0 || years > 9999 || Math.abs(months) > MOST_MONTHS || Math.abs(days) > MOST_DAYS) return null;
  const first = monthStart(years * 12 + months - 1);
  return first === null ? null : dateOf(first + days - 1);
}

/** The same day of a later month, or that month's last day. */
function monthsLater(date: string, months: number): string | null {
  const parts = partsOf(date);
  const target = monthOf(parts) + months;
  const first = monthStart(target);
  const last = monthEnd(target);
  return first === null || last === null ? null : dateOf(Math.min(first + parts.day - 1, last));
}

function monthEndLater(date: string, months: Decimal): string | null {
  const last = monthEnd(monthOf(partsOf(date)) + whole(months));
  return last === null ? null : dateOf(last);
}

function difference(start: string, end: string, unit: string): Decimal | null {
  if (end < start) return null;
  const [first, last] = [partsOf(start), partsOf(end)];
  const months = monthOf(last) - monthOf(first) - (last.day < first.day ? 1 : 0);
  const years = Math.floor(months / 12);
  const since = (later: string | null) =>
    later === null ? null : new Decimal(daysOfDate(end) - daysOfDate(later));
  switch (unit) {
    case "D":
      return since(start);
    case "M":
      return new Decimal(months);
    case "Y":
      return new Decimal(years);
    case "YM":
      return new Decimal(months - years * 12);
    case "MD":
      return since(monthsLater(start, months));
    case "YD":
      return since(monthsLater(start, years * 12));
    default:
      return null;
  }
}

function added(date: string, count: Decimal, unit: string): string | null {
  const steps = whole(count);
  const months = MONTHS_OF[unit];
  if (months !== undefined) return monthsLater(date, steps * months);
  const days = steps * (unit === "W" ? 7 : 1);
  return Math.abs(days) <= MOST_DAYS ? dateOf(daysOfDate(date) + days) : null;
}

function weekday(date: string, kind: Decimal = ONE): Decimal | null {
  const monday = weekdayOf(daysOfDate(date));
  const found = [undefined, ((monday + 1) % 7) + 1, monday + 1, monday][whole(kind)];
  return found === undefined ? null : new Decimal(found);
}

/** The week that holds the Thursday of this date's week. */
function isoWeek(date: string): number {
  const days = daysOfDate(date);
  const thursday = days - weekdayOf(days) + 3;
  const newYear = daysOf({ year: dayOf(thursday).year, month: 1, day: 1 });
  return Math.floor((thursday - newYear) / 7) + 1;
}

function toDate(text: string): string | null {
  const found = A_DATE.exec(fold(text));
  if (!found) return null;
  const year = Number(found[1]);
  const month = Number(found[2] ?? found[4] ?? found[6]);
  const day = Number(found[3] ?? found[5] ?? found[7]);
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const days = daysOf({ year, month, day });
  return dayOf(days).month === month ? dateOf(days) : null;
}

function part(take: (parts: Day) => number): Definition {
  return { run: (date: string) => new Decimal(take(partsOf(date))) };
}

export const dates: Definitions = {
  DATE: { run: makeDate },
  DATEVALUE: { run: toDate },
  YEAR: part(({ year }) => year),
  MONTH: part(({ month }) => month),
  DAY: part(({ day }) => day),
  QUARTER: part(({ month }) => Math.floor((month + 2) / 3)),
  ISOWEEKNUM: { run: (date: string) => new Decimal(isoWeek(date)) },
  WEEKDAY: { run: weekday },
  DATEDIF: { run: difference },
  DATEADD: { run: added },
  EDATE: { run: (date: string, months: Decimal) => monthsLater(date, whole(months)) },
  EOMONTH: { run: monthEndLater },
  DAYS: { run: (end: string, start: string) => new Decimal(daysOfDate(end) - daysOfDate(start)) },
};
