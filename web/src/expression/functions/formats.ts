/** TEXT: numbers, dates and moments laid out by a pattern. */
import { localOf, pad, partsOf } from "../calendar";
import type { Clock, Definitions } from "../types";
import type { Decimal } from "../values";

const NUMBER_PATTERN = /^([^0-9#,.%a-zA-Z]{0,10})(#,##)?0(?:\.(0{1,12}))?(%?)([^0-9#,.%a-zA-Z]{0,10})$/u;
const MOMENT_PARTS = /y{4}|y{2}|m{1,2}|d{1,2}|h{1,2}|s{1,2}|[^a-z]/giu;

function layNumber(value: Decimal, pattern: string): string | null {
  const found = NUMBER_PATTERN.exec(pattern);
  if (!found) return null;
  const [, before = "", grouped, decimals = "", percent = "", after = ""] = found;
  const shown = (percent ? value.times(100) : value).toDecimalPlaces(decimals.length);
  const [integer = "", fraction] = shown.abs().toFixed(decimals.length).split(".");
  const digits = grouped ? integer.replace(/\B(?=(\d{3})+$)/g, ",") : integer;
  const sign = shown.isNegative() && !shown.isZero() ? "-" : "";
  return `${sign}${before}${digits}${fraction ? `.${fraction}` : ""}${percent}${after}`;
}

/** The parts of a pattern in capitals, minutes as I, since M is the month. */
function momentLayout(pattern: string): string[] {
  const parts = (pattern.match(MOMENT_PARTS) ?? []).map((part) =>
    /^[a-z]+$/i.test(part) ? part.toUpperCase() : part,
  );
  const named = parts.flatMap((part, place) => (/^[A-Z]/.test(part) ? [place] : []));
  named.forEach((place, order) => {
    const part = parts[place] ?? "";
    const earlier = parts[named[order - 1] ?? -1]?.charAt(0);
    const later = parts[named[order + 1] ?? -1]?.charAt(0);
    if (part.startsWith("M") && (earlier === "H" || later === "S")) parts[place] = "I".repeat(part.length);
  });
  return parts;
}

function layMoment(date: string, seconds: number, pattern: string): string {
  const { year, month, day } = partsOf(date);
  const fields: Readonly<Record<string, number>> = {
    Y: year,
    M: month,
    D: day,
    H: Math.floor(seconds / 3600),
    I: Math.floor(seconds / 60) % 60,
    S: seconds % 60,
  };
  return momentLayout(pattern)
    .map((part) => {
      const field = fields[part.charAt(0)];
      if (field === undefined) return part;
      return pad(part === "YY" ? field % 100 : field, part.length);
    })
    .join("");
}

export const formats: Definitions = {
  TEXT: { run: layNumber },
  "TEXT date": { run: (date: string, pattern: string) => layMoment(date, 0, pattern) },
  "TEXT datetime": {
    clock: true,
    run: (clock: Clock, moment: bigint, pattern: string) => {
      const local = localOf(moment, clock.timeZone);
      return local && layMoment(local.date, local.seconds, pattern);
    },
  },
};
