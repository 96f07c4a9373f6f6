/** What people call a time zone and a currency, beside the code that other programs know them by. */
import type { Rate } from "~/api/company";
import type { Locale } from "~/words";

/** "中国标准时间（Asia/Shanghai）"; summer and winter bear one name. */
export function zoneInWords(zone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" });
  return named(format.formatToParts().find(({ type }) => type === "timeZoneName")?.value, zone, locale);
}

/** "人民币（CNY）" or "Chinese Yuan (CNY)". */
export function currencyInWords(currency: string, locale: Locale): string {
  return named(new Intl.DisplayNames(locale, { type: "currency" }).of(currency), currency, locale);
}

/** The codes of all currencies that the browser can name, and of one more. */
export function currencies(more?: string): string[] {
  return [...new Set([...(more ? [more] : []), ...Intl.supportedValuesOf("currency")])].sort();
}

interface Worth {
  currency: string;
  /** The latest first. */
  lines: readonly Rate[];
  /** The one by which amounts are reckoned today. */
  holding: Rate | undefined;
}

/** Rates of one currency together; `rates` come with the latest of each first. */
export function byCurrency(rates: readonly Rate[], today: string): Worth[] {
  return [...new Set(rates.map(({ currency }) => currency))].map((currency) => {
    const lines = rates.filter((each) => each.currency === currency);
    return { currency, lines, holding: lines.find(({ since }) => since <= today) };
  });
}

function named(name: string | undefined, code: string, locale: Locale): string {
  if (!name || name === code) return code;
  return locale === "en" ? `${name} (${code})` : `${name}（${code}）`;
}
