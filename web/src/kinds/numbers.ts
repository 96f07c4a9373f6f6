/** Numbers as people write them and read them. Decimals travel as strings, so nothing here goes through a float. */
import { Decimal } from "~/expression/values";

const WIDE = /[\uff01-\uff5e]/g;
const GROUPED = /(?<![\d.,])\d{1,3}([, '_])\d{3}(?:\1\d{3})*(?!\d)/g;
const UNITS: Readonly<Record<string, string>> = { 万: "1e4", 亿: "1e8", 萬: "1e4", 億: "1e8" };

/** Full-width digits and punctuation as their plain forms. */
export function narrow(text: string): string {
  return text
    .replace(WIDE, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");
}

/** The decimal text of a written number ("1,200.50", "（12）", "3.5万", "12%"), null for blank, undefined if it is none. */
export function readNumber(text: string): string | null | undefined {
  let written = narrow(text).trim();
  if (written === "") return null;
  const negative = /^\(.*\)$/.test(written);
  if (negative) written = written.slice(1, -1);
  // Groups of another length are none: whoever writes 2,5 may mean two and a half, and is not taken for 25.
  written = written.replace(GROUPED, (found, separator: string) => found.replaceAll(separator, ""));
  const match = /^([+\-−]?)[^\d.+\-−a-zA-Z]{0,3}(\d*\.?\d*)\s*([万亿萬億]?)\s*(%?)\D{0,3}$/.exec(written);
  const digits = match?.[2] ?? "";
  if (!match || !/\d/.test(digits)) return undefined;
  let value = new Decimal(digits).times(UNITS[match[3] ?? ""] ?? 1);
  if (match[4]) value = value.div(100);
  if (negative || (match[1] !== "" && match[1] !== "+")) value = value.neg();
  return value.toFixed();
}

/** Rounds half away from zero to a number of decimals, keeping the zeros. */
export function roundTo(value: string | number, decimals: number): string {
  return new Decimal(value).toFixed(decimals);
}

/** Groups the integer part in threes. */
export function group(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A decimal without the zeros that say nothing. */
export function trimZeros(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value;
}

/** A large figure in the reader's units: 万 and 亿 in Chinese, K, M and B in English. */
export function abbreviate(value: string | number, language: string): string {
  const amount = new Decimal(value);
  const steps: [string, string][] = language.startsWith("zh")
    ? [
        ["1e8", " 亿"],
        ["1e4", " 万"],
      ]
    : [
        ["1e9", "B"],
        ["1e6", "M"],
        ["1e3", "K"],
      ];
  for (const [size, unit] of steps) {
    if (amount.abs().gte(size)) return group(trimZeros(amount.div(size).toDecimalPlaces(2).toFixed())) + unit;
  }
  return group(trimZeros(amount.toDecimalPlaces(2).toFixed()));
}

export function isNumber(value: unknown): value is string | number {
  return (
    (typeof value === "number" && Number.isFinite(value)) ||
    (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
  );
}

/** Adds decimals exactly; blanks are skipped, and nothing but blanks gives null. */
export function sum(values: readonly unknown[]): string | null {
  const numbers = values.filter(isNumber);
  return numbers.length === 0
    ? null
    : numbers.reduce<Decimal>((total, value) => total.plus(value), new Decimal(0)).toFixed();
}

/** Less than, equal to or greater than zero, as sorting wants it. */
export function compareNumbers(one: string | number, other: string | number): number {
  return new Decimal(one).cmp(other);
}
