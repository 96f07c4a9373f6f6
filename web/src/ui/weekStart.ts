/** On which weekday weeks begin: 0 is Monday. Every calendar of the page follows it. */
import dayjs from "dayjs";
import type { WeekStart } from "~/api/company";

const NUMBERS: Readonly<Record<WeekStart, number>> = { monday: 0, saturday: 5, sunday: 6 };
const WEEK = 7;

export const weekStartOf = (start: WeekStart): number => NUMBERS[start];

/** The library's own calendars ask the language, whose weeks are the company's. */
export function beginWeeksOn(start: WeekStart): void {
  for (const locale of Object.values(dayjs.Ls)) if (locale) locale.weekStart = (NUMBERS[start] + 1) % WEEK;
}
