/** What people call a time zone and a currency, beside the code that other programs know them by. */
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

function named(name: string | undefined, code: string, locale: Locale): string {
  if (!name || name === code) return code;
  return locale === "en" ? `${name} (${code})` : `${name}（${code}）`;
}
