/** Functions of lists; blanks in a list are passed over. */
import type { Definitions, Value } from "../types";
import { compare, countPoints, Decimal, LONGEST_TEXT, same, spread, whole } from "../values";

function total(...values: Value[]): Decimal | null {
  const found = spread(values) as Decimal[];
  return found.length ? found.reduce((sum, value) => sum.plus(value)) : null;
}

function mean(...values: Value[]): Decimal | null {
  const count = spread(values).length;
  return total(...values)?.div(count) ?? null;
}

function extreme(sign: number): (...values: Value[]) => Value {
  return (...values) =>
    spread(values).reduce<Value>(
      (best, value) => (best === null || compare(value, best) * sign > 0 ? value : best),
      null,
    );
}

function unique(values: Value): Value[] {
  const found: Value[] = [];
  for (const value of spread([values])) if (!has(found, value)) found.push(value);
  return found;
}

function has(values: readonly Value[], wanted: Value): boolean {
  return values.some((value) => same(value, wanted));
}

function item(values: Value, position: Decimal | null): Value {
  const place = position ? whole(position) : 0;
  return place === 0 ? null : (spread([values]).at(place > 0 ? place - 1 : place) ?? null);
}

function joined(values: Value, separator: string | null = null): string | null {
  const found = spread([values]) as string[];
  const between = separator ?? "";
  const length = found.reduce((sum, text) => sum + countPoints(text), 0);
  const gaps = countPoints(between) * Math.max(found.length - 1, 0);
  return length + gaps <= LONGEST_TEXT ? found.join(between) : null;
}

function includesAll(values: Value, ...wanted: Value[]): boolean {
  const [found, sought] = [spread([values]), spread(wanted)];
  return sought.length > 0 && sought.every((value) => has(found, value));
}

function includesAny(values: Value, ...wanted: Value[]): boolean {
  const found = spread([values]);
  return spread(wanted).some((value) => has(found, value));
}

function sumIf(keys: readonly Value[], key: Value, values: readonly Value[]): Decimal | null {
  if (keys.length !== values.length) return null;
  return total(values.filter((_, place) => same(keys[place] ?? null, key)));
}

type Values = readonly Value[] | null;

function listIf(keys: Values, key: Value, values: Values): Value {
  if (!keys || key === null || keys.length !== values?.length) return null;
  const found = values.filter((_, place) => same(keys[place] ?? null, key));
  return found.length ? found : null;
}

/** The result beside the greatest lower limit that is not over the value; a blank limit is under all. */
function lookUp(value: Value, limits: Values, results: Values): Value {
  if (value === null || !limits || limits.length !== results?.length) return null;
  let [best, result]: [Value, Value] = [null, null];
  let isFound = false;
  limits.forEach((limit, place) => {
    if (limit !== null && compare(limit, value) > 0) return;
    if (isFound && (limit === null || (best !== null && compare(limit, best) <= 0))) return;
    [best, result, isFound] = [limit, results[place] ?? null, true];
  });
  return result;
}

export const lists: Definitions = {
  SUM: { own: true, run: total },
  "SUM duration": { own: true, run: total },
  AVERAGE: { own: true, run: mean },
  MIN: { own: true, run: extreme(-1) },
  MAX: { own: true, run: extreme(1) },
  COUNT: { own: true, run: (...values: Value[]) => new Decimal(spread(values).length) },
  COUNTUNIQUE: { own: true, run: (values: Value) => new Decimal(unique(values).length) },
  UNIQUE: { own: true, run: unique },
  INDEX: { own: true, run: item },
  TEXTJOIN: { own: true, run: joined },
  IN: {
    own: true,
    run: (value: Value, ...among: Value[]) => value !== null && has(spread(among), value),
  },
  HAS: { run: has },
  HASANY: { own: true, run: includesAny },
  HASALL: { own: true, run: includesAll },
  COUNTIF: {
    own: true,
    run: (values: Value, value: Value) =>
      new Decimal(spread([values]).filter((found) => same(found, value)).length),
  },
  SUMIF: { run: sumIf },
  LISTIF: { own: true, run: listIf },
  LOOKUP: { own: true, run: lookUp },
};
