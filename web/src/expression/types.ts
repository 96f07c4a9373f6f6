/** A checked expression as the server sends it, and what it is computed from. */
import type { Decimal } from "./values";

/** A type: its name, or what it is a list of, the form that it links to, or its options. */
export type ValueType = string | { list: ValueType } | { link: string } | { choice: readonly string[] };

/** A typed tree. A slot is a value that only the server can compute; it comes under the slot's name. */
export type Tree =
  | { literal: unknown; type: ValueType }
  | { read: string; type: ValueType }
  | { slot: string; type: ValueType }
  | { call: string; arguments: readonly Tree[]; type: ValueType };

/** What executors hold: blank is null, numbers and durations Decimal, moments microseconds, dates and times text. */
export type Value = null | string | boolean | number | bigint | Decimal | readonly Value[];

/** The moment of the evaluation, the company's time zone, and its calendar: weekdays off, week-end days on, the
 * weekday on which weeks begin (0 is Monday) and the month with which fiscal years do (1 is January). */
export interface Clock {
  now: Date;
  timeZone: string;
  daysOff?: readonly string[];
  daysOn?: readonly string[];
  weekStart?: number;
  fiscalStart?: number;
}

/** How a function is carried out. Unless `own`, it is not asked when an argument is blank. */
export type Definition =
  | { run: (...values: never[]) => Value; own?: boolean; clock?: boolean }
  | { lazy: (parts: readonly Tree[], value: (tree: Tree) => Value) => Value };

export type Definitions = Readonly<Record<string, Definition>>;
