/** Working time and shares as people read them. */
import { durationInWords, HOUR, MINUTE } from "~/kinds/durations";
import type { Locale } from "~/words";

/** Whole minutes; days are not told, as a day of work is shorter than one of the clock. */
export function timeInWords(seconds: number | null, locale: Locale): string {
  if (seconds === null) return "–";
  const minutes = Math.round(seconds / MINUTE);
  const hours = Math.floor((minutes * MINUTE) / HOUR);
  const rest = durationInWords(minutes * MINUTE - hours * HOUR, locale);
  if (hours === 0) return rest;
  const whole = durationInWords(HOUR, locale).replace("1", hours.toLocaleString(locale));
  return minutes * MINUTE === hours * HOUR ? whole : `${whole}${locale === "en" ? " " : ""}${rest}`;
}

/** "12%"; nothing of nothing. */
export function shareInWords(part: number, of: number, locale: Locale): string {
  if (of === 0 || part === 0) return "";
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(part / of);
}
