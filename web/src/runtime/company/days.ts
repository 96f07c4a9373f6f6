/** The days of a year as a working calendar has them. */
import type { CalendarYear, SpecialDay } from "~/api/calendar";

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const WEEK = 7;

export interface CalendarDay {
  day: string;
  /** Of the month. */
  number: number;
  /** 1 is Monday. */
  weekday: number;
  isWorking: boolean;
  /** What makes it special, if anything does. */
  special: SpecialDay | null;
}

const written = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** The months of a year, each with all of its days. */
export function monthsOf({ year, days }: CalendarYear): CalendarDay[][] {
  const special = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: 12 }, (_, month) => {
    const first = Date.UTC(year, month, 1);
    const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Array.from({ length: count }, (_, place) => {
      const moment = first + place * DAY_MS;
      const day = written(moment);
      const weekday = new Date(moment).getUTCDay() || WEEK;
      const found = special.get(day) ?? null;
      return {
        day,
        number: place + 1,
        weekday,
        isWorking: found ? found.is_working : weekday < SATURDAY,
        special: found,
      };
    });
  });
}

/** The day that lies so many days before or after. */
export function moved(day: string, by: number): string {
  return written(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS);
}

/** The company's own days after one of them was changed, or given back to the country's calendar (null). */
export function ownDays(
  days: readonly SpecialDay[],
  day: string,
  change: { is_working: boolean; name: string } | null,
): Omit<SpecialDay, "is_own">[] {
  const others = days.filter((each) => each.is_own && each.day !== day);
  const own = others.map(({ day, is_working, name }) => ({ day, is_working, name }));
  return change ? [...own, { day, ...change }] : own;
}
