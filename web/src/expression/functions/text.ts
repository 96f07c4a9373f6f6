/** Functions of texts. Positions and lengths count characters, not UTF-16 units. */
import type { Definitions } from "../types";
import { countPoints, Decimal, fold, LONGEST_TEXT, lower, ONE, settleNumber, upper, whole } from "../values";

const SPACES = " \t\r\n\u00a0\u3000";
const A_NUMBER = /^[+-]?(\d{1,40}|\d{1,3}(,\d{3}){1,12})(\.\d{1,40})?%?$/;

const points = (text: string): string[] => Array.from(text);

function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACES.includes(text.charAt(start))) start++;
  while (end > start && SPACES.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function left(text: string, count: Decimal = ONE): string | null {
  const length = whole(count);
  return length < 0 ? null : points(text).slice(0, length).join("");
}

function right(text: string, count: Decimal = ONE): string | null {
  const length = whole(count);
  const found = points(text);
  return length < 0 ? null : found.slice(Math.max(found.length - length, 0)).join("");
}

function middle(text: string, start: Decimal, count: Decimal): string | null {
  const first = whole(start);
  const length = whole(count);
  if (first < 1 || length < 0) return null;
  return points(text)
    .slice(first - 1, first - 1 + length)
    .join("");
}

function find(part: string, text: string, start: Decimal = ONE): Decimal | null {
  const first = whole(start);
  if (first < 1) return null;
  const skipped = points(text)
    .slice(0, first - 1)
    .join("").length;
  const found = text.indexOf(part, skipped);
  return found < 0 ? null : new Decimal(countPoints(text.slice(0, found)) + 1);
}

function substitute(text: string | null, old: string | null, replacement: string | null): string | null {
  if (text === null || old === null) return text;
  const parts = text.split(old);
  const grown = (parts.length - 1) * (countPoints(replacement ?? "") - countPoints(old));
  return countPoints(text) + grown > LONGEST_TEXT ? null : parts.join(replacement ?? "");
}

function repeat(text: string, count: Decimal): string | null {
  const times = whole(count);
  return times < 1 || countPoints(text) * times > LONGEST_TEXT ? null : text.repeat(times);
}

function padded(text: string, count: Decimal, filling = "0"): string | null {
  const width = whole(count);
  if (width > LONGEST_TEXT) return null;
  const missing = Math.max(width - countPoints(text), 0);
  const filler = points(filling);
  return Array.from({ length: missing }, (_, place) => filler[place % filler.length]).join("") + text;
}

function toNumber(text: string): Decimal | null {
  const shown = strip(fold(text));
  if (!A_NUMBER.test(shown)) return null;
  const found = new Decimal(shown.replace(/[,%+]/g, ""));
  return settleNumber(shown.endsWith("%") ? found.div(100) : found);
}

function before(text: string, part: string): string | null {
  const found = text.indexOf(part);
  return found < 0 ? null : text.slice(0, found);
}

function after(text: string, part: string): string | null {
  const found = text.indexOf(part);
  return found < 0 ? null : text.slice(found + part.length);
}

export const texts: Definitions = {
  LEN: { own: true, run: (text: string | null) => new Decimal(countPoints(text ?? "")) },
  LEFT: { run: left },
  RIGHT: { run: right },
  MID: { run: middle },
  TRIM: { run: (text: string) => strip(text).replace(/[ \u3000]+/g, " ") },
  UPPER: { run: upper },
  LOWER: { run: lower },
  CONTAINS: { run: (text: string, part: string) => fold(text).includes(fold(part)) },
  STARTSWITH: { run: (text: string, part: string) => fold(text).startsWith(fold(part)) },
  ENDSWITH: { run: (text: string, part: string) => fold(text).endsWith(fold(part)) },
  FIND: { run: find },
  SEARCH: {
    run: (part: string, text: string, start: Decimal = ONE) => find(fold(part), fold(text), start),
  },
  SUBSTITUTE: { own: true, run: substitute },
  REPT: { run: repeat },
  PAD: { run: padded },
  CONCAT: { own: true, run: (...parts: (string | null)[]) => parts.map((part) => part ?? "").join("") },
  VALUE: { run: toNumber },
  TEXTBEFORE: { run: before },
  TEXTAFTER: { run: after },
};
