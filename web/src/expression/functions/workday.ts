/** Functions of working days: Monday to Friday, as the company's calendar changes them. */
import { dateOf, daysOfDate, weekdayOf } from "../calendar";
import type { Clock, Definitions } from "../types";
import { Decimal, whole } from "../values";

const SATURDAY = 5;
const MOST_WORKDAYS = 10_000;

function isWorkday(clock: Clock, date: string): boolean {
  const listed = weekdayOf(daysOfDate(date)) < SATURDAY ? clock.daysOff : clock.daysOn;
  const changed = listed?.includes(date) ?? false;
  return weekdayOf(daysOfDate(date)) < SATURDAY ? !changed : changed;
}

function workday(clock: Clock, date: string, count: Decimal): string | null {
  const wanted = whole(count);
  if (Math.abs(wanted) > MOST_WORKDAYS) return null;
  const step = Math.sign(wanted);
  let found: string | null = date;
  for (let left = Math.abs(wanted); left > 0 && found !== null; ) {
    found = dateOf(daysOfDate(found) + step);
    if (found !== null && isWorkday(clock, found)) left--;
  }
  return found;
}

/** How many days from Monday to Friday there are up to and with a date. */
function weekdaysUntil(days: number): number {
  const monday = days - weekdayOf(days);
  return (monday / 7) * 5 + Math.min(weekdayOf(days) + 1, SATURDAY);
}

function workdaysBetween(clock: Clock, start: string, end: string): Decimal {
  const [first, last] = start <= end ? [start, end] : [end, start];
  const within = (date: string) => date >= first && date <= last;
  const isWeekday = (date: string) => weekdayOf(daysOfDate(date)) < SATURDAY;
  const count =
    weekdaysUntil(daysOfDate(last)) -
    weekdaysUntil(daysOfDate(first)) +
    (isWeekday(first) ? 1 : 0) +
    new Set(clock.daysOn?.filter((date) => within(date) && !isWeekday(date))).size -
    new Set(clock.daysOff?.filter((date) => within(date) && isWeekday(date))).size;
  return new Decimal(Math.round(start <= end ? count : -count));
}

export const workdays: Definitions = {
  WORKDAY: { clock: true, run: workday },
  NETWORKDAYS: { clock: true, run: workdaysBetween },
  ISWORKDAY: { clock: true, run: isWorkday },
};
