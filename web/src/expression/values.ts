/** The laws of single values that every executor keeps: ranges, rounding, order, and letters. */
import { Decimal } from "./decimal";
import type { Value } from "./types";

export { Decimal, type Rounding } from "./decimal";

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);
const LIMIT = new Decimal(10).pow(26);
const WHOLE_LIMIT = 2_000_000_000;
export const LONGEST_TEXT = 1_000_000;

/** The number as expressions keep it: half away from zero to 12 decimals, blank when too large. */
export function settleNumber(value: Decimal): Decimal | null {
  const rounded = value.toDecimalPlaces(12);
  if (rounded.abs().gte(LIMIT)) return null;
  return rounded.isZero() ? ZERO : rounded;
}

/** The text as expressions keep it: blank when empty or too long. */
export function settleText(value: string): string | null {
  if (value === "") return null;
  return value.length <= LONGEST_TEXT || countPoints(value) <= LONGEST_TEXT ? value : null;
}

/** The number without its decimals, held within what every executor counts with. */
export function whole(value: Decimal): number {
  return Math.max(-WHOLE_LIMIT, Math.min(WHOLE_LIMIT, value.trunc().toNumber())) + 0;
}

/** The remainder that has the divisor's sign; the divisor is not zero. */
export function modulo(value: Decimal, divisor: Decimal): Decimal {
  const rest = value.mod(divisor);
  return !rest.isZero() && rest.isNegative() !== divisor.isNegative() ? rest.plus(divisor) : rest;
}

export function divide(value: Decimal, divisor: Decimal): Decimal | null {
  return divisor.isZero() ? null : value.div(divisor);
}

/** The number as text: a point for decimals, no trailing zeros, no exponent. */
export function numberText(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

export function isDecimal(value: unknown): value is Decimal {
  return value instanceof Decimal;
}

/** Whether two values are equal; blank equals only blank. */
export function same(first: Value, second: Value): boolean {
  return isDecimal(first) && isDecimal(second) ? first.eq(second) : first === second;
}

/** The order of two values of one type; texts go by code point. */
export function compare(first: Value, second: Value): number {
  if (isDecimal(first) && isDecimal(second)) return first.cmp(second);
  if (typeof first === "string" && typeof second === "string") return compareTexts(first, second);
  if (typeof first === "bigint" && typeof second === "bigint")
    return first < second ? -1 : first > second ? 1 : 0;
  return 0;
}

/** UTF-16 puts characters beyond the first plane before some within it; this puts them last. */
function weight(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

function compareTexts(first: string, second: string): number {
  const length = Math.min(first.length, second.length);
  for (let place = 0; place < length; place++) {
    const difference = weight(first.charCodeAt(place)) - weight(second.charCodeAt(place));
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}

/** How many characters a text has. */
export function countPoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The letters with two cases that every executor maps alike, one to one. */
const ALPHABET: readonly (readonly [number, number])[] = [
  [0x41, 0x588],
  [0x1e00, 0x2000],
  [0xff21, 0xff5b],
];

function letters(change: (letter: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [start, end] of ALPHABET) {
    for (let code = start; code < end; code++) {
      const letter = String.fromCharCode(code);
      const changed = change(letter);
      if (changed !== letter && countPoints(changed) === 1) found.set(letter, changed);
    }
  }
  return found;
}

const SMALL = letters((letter) => letter.toLowerCase());
const CAPITAL = letters((letter) => letter.toUpperCase());
const FOLDED = new Map<string, string>([...SMALL, ["\u3000", " "]]);
for (let code = 0xff01; code < 0xff5f; code++) {
  const narrow = String.fromCharCode(code - 0xfee0);
  FOLDED.set(String.fromCharCode(code), SMALL.get(narrow) ?? narrow);
}

function mapped(text: string, map: ReadonlyMap<string, string>): string {
  let found = "";
  for (const letter of text) found += map.get(letter) ?? letter;
  return found;
}

export const lower = (text: string): string => mapped(text, SMALL);
export const upper = (text: string): string => mapped(text, CAPITAL);
/** The text without differences of case and of width, for searching. */
export const fold = (text: string): string => mapped(text, FOLDED);

/** The values and the elements of lists, without blanks. */
export function spread(values: readonly Value[]): Value[] {
  return values.flat().filter((value) => value !== null) as Value[];
}
