/** Functions of the weeks, months, quarters and years in which dates lie, as the company begins them. */
import { dateOf, daysOf, daysOfDate, partsOf, weekdayOf } from "../calendar";
import { fiscalOf } from "../fiscal";
import type { Clock, Definitions } from "../types";
import { Decimal } from "../values";

const WEEK = 7;
const QUARTER = 3;

function startOf({ weekStart = 0 }: Clock, date: string, unit: string): string | null {
  const { year, month } = partsOf(date);
  const days = daysOfDate(date);
  switch (unit) {
    case "W":
      return dateOf(days - ((weekdayOf(days) - weekStart + WEEK) % WEEK));
    case "M":
      return dateOf(daysOf({ year, month, day: 1 }));
    case "Q":
      return dateOf(daysOf({ year, month: Math.floor((month - 1) / QUARTER) * QUARTER + 1, day: 1 }));
    case "Y":
      return dateOf(daysOf({ year, month: 1, day: 1 }));
    default:
      return null;
  }
}

function fiscal({ fiscalStart = 1 }: Clock, date: string): { year: number; before: number } {
  const { year, month } = partsOf(date);
  return fiscalOf(year, month, fiscalStart);
}

export const periods: Definitions = {
  STARTOF: { run: startOf, clock: true },
  FISCALYEAR: { run: (clock: Clock, date: string) => new Decimal(fiscal(clock, date).year), clock: true },
  FISCALQUARTER: {
    run: (clock: Clock, date: string) => new Decimal(Math.floor(fiscal(clock, date).before / QUARTER) + 1),
    clock: true,
  },
};
