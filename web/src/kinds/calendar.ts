/** Dates in the reader's language, and the moments that today is made of. */
import type { Locale } from "~/words";
import { inZone } from "./dates";

export const FORMATS: Readonly<Record<Locale, string>> = { "zh-CN": "YYYY-MM-DD", en: "MMM D, YYYY" };
/** What a calendar's text box also understands. */
export const ACCEPTED = ["YYYY-MM-DD", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD", "M/D/YYYY"];

const words = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

/** "2026-11-21" or "Nov 21, 2026"; what is no date is shown as it is. */
export function dateInWords(date: string, locale: Locale): string {
  const moment = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(moment)) return date;
  return locale === "en" ? words.format(moment) : date;
}

/** "2026年11月21日 星期六" or "Saturday, November 21, 2026". */
export function dayInWords(date: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  return format.format(Date.parse(`${date}T00:00:00Z`));
}

/** "2026-11-21 09:30" or "Nov 21, 2026, 09:30", on the company's clock. */
export function instantInWords(instant: string, locale: Locale, zone: string): string {
  if (Number.isNaN(Date.parse(instant))) return instant;
  const { date, time } = inZone(instant, zone);
  return `${dateInWords(date, locale)}${locale === "en" ? ", " : " "}${time.slice(0, 5)}`;
}

export function today(zone: string): string {
  return inZone(new Date(), zone).date;
}
