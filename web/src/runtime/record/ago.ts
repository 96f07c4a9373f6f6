/** How long ago something was, as people say it. */
import { i18n, type Locale } from "~/words";

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 分钟前", "2 hours ago"; the last minute is now. */
export function ago(at: string, now: Date, locale: Locale): string {
  const seconds = (Date.parse(at) - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "long" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return i18n.t("record:just_now", { lng: locale });
}
