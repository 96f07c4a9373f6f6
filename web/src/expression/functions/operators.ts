/** Operators, by the names that trees have for them. */
import { dateOf, daysOfDate, MICROSECONDS } from "../calendar";
import type { Definition, Definitions, Value } from "../types";
import { compare, Decimal, divide, same, whole, ZERO } from "../values";

const plus = (first: Decimal | null, second: Decimal | null): Decimal | null =>
  first && second ? first.plus(second) : (first ?? second);
const negated = (value: Decimal | null): Decimal | null => (value ? ZERO.minus(value) : null);
const minus = (first: Decimal | null, second: Decimal | null): Decimal | null =>
  first && second ? first.minus(second) : (first ?? negated(second));
const times = (first: Decimal, second: Decimal): Decimal => first.times(second);

function shiftDate(date: string | null, days: Decimal | null): string | null {
  return date && days ? dateOf(daysOfDate(date) + whole(days)) : date;
}

const FIRST_MOMENT = -62_135_596_800n * MICROSECONDS;
const END_OF_MOMENTS = 253_402_300_800n * MICROSECONDS;

/** The moment as expressions keep it: blank outside the years 1 to 9999. */
export function settleMoment(moment: bigint): bigint | null {
  return moment >= FIRST_MOMENT && moment < END_OF_MOMENTS ? moment : null;
}

function shiftMoment(moment: bigint | null, seconds: Decimal | null): bigint | null {
  if (moment === null || !seconds) return moment;
  return settleMoment(moment + BigInt(seconds.times(1_000_000).toDecimalPlaces(0).toFixed()));
}

/** The seconds from one moment to another. */
function secondsBetween(later: bigint, earlier: bigint): Decimal {
  return new Decimal((later - earlier).toString()).div(1_000_000);
}

type Test = (order: number) => boolean;

function ordering(test: Test): Definition {
  return {
    own: true,
    run: (first: Value, second: Value) => first !== null && second !== null && test(compare(first, second)),
  };
}

export const operators: Definitions = {
  "+": { own: true, run: plus },
  "+ duration": { own: true, run: plus },
  "+ days": { own: true, run: shiftDate },
  "days +": { own: true, run: (days: Decimal | null, date: string | null) => shiftDate(date, days) },
  "+ seconds": { own: true, run: shiftMoment },
  "-": { own: true, run: minus },
  "- duration": { own: true, run: minus },
  "- days": {
    own: true,
    run: (date: string | null, days: Decimal | null) => shiftDate(date, negated(days)),
  },
  "- seconds": {
    own: true,
    run: (moment: bigint | null, seconds: Decimal | null) => shiftMoment(moment, negated(seconds)),
  },
  "days between": {
    run: (later: string, earlier: string) => new Decimal(daysOfDate(later) - daysOfDate(earlier)),
  },
  "seconds between": { run: secondsBetween },
  negate: { run: (value: Decimal) => ZERO.minus(value) },
  "negate duration": { run: (value: Decimal) => ZERO.minus(value) },
  "*": { run: times },
  "duration *": { run: times },
  "* duration": { run: times },
  "/": { run: divide },
  "duration /": { run: divide },
  "/ duration": { run: divide },
  "&": {
    own: true,
    run: (first: string | null, second: string | null) =>
      first === null ? second : second === null ? first : first + second,
  },
  "=": { own: true, run: (first: Value, second: Value) => same(first, second) },
  "<>": { own: true, run: (first: Value, second: Value) => !same(first, second) },
  "<": ordering((order) => order < 0),
  "<=": ordering((order) => order <= 0),
  ">": ordering((order) => order > 0),
  ">=": ordering((order) => order >= 0),
};
