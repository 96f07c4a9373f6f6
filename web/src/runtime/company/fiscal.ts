/** The fiscal year in words. */
import { fiscalOf } from "~/expression/fiscal";
import { dateInWords } from "~/kinds/calendar";
import { addDays, calendarDate } from "~/kinds/dates";
import type { Locale } from "~/words";

const JANUARY = 1;
const YEAR = 12;

/** What the months are called, January first. */
export function monthsOfYear(locale: Locale): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: YEAR }, (_, month) => format.format(Date.UTC(2000, month)));
}

/** The fiscal year in which a day lies: how it is called, and its first and its last day. */
export function fiscalYearInWords(
  start: number,
  day: string,
  locale: Locale,
): { year: number; span: string } {
  const { year } = fiscalOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), start);
  const begun = start === JANUARY ? year : year - 1;
  const first = calendarDate(begun, start, 1) ?? day;
  const last = addDays(calendarDate(begun + 1, start, 1) ?? day, -1);
  return { year, span: `${dateInWords(first, locale)} – ${dateInWords(last, locale)}` };
}
