/** Functions that decide; they compute only what they need. */
import type { Definitions, Tree, Value } from "../types";
import { same, spread } from "../values";

type Run = (tree: Tree) => Value;

/** Pairs of condition and value, then perhaps what holds otherwise. */
function choose(parts: readonly Tree[], value: Run): Value {
  for (let place = 0; place + 1 < parts.length; place += 2) {
    const [condition, chosen] = parts.slice(place, place + 2);
    if (condition && chosen && value(condition) === true) return value(chosen);
  }
  const last = parts.at(-1);
  return parts.length % 2 && last ? value(last) : null;
}

function choosing(parts: readonly Tree[], value: Run): Value {
  const [subject, ...rest] = parts;
  const found = subject ? value(subject) : null;
  if (found !== null) {
    for (let place = 0; place + 1 < rest.length; place += 2) {
      const [key, chosen] = rest.slice(place, place + 2);
      if (key && chosen && same(found, value(key))) return value(chosen);
    }
  }
  const last = rest.at(-1);
  return rest.length % 2 && last ? value(last) : null;
}

function firstFilled(parts: readonly Tree[], value: Run): Value {
  for (const part of parts) {
    const found = value(part);
    if (found !== null) return found;
  }
  return null;
}

export const logic: Definitions = {
  IF: { lazy: choose },
  IFS: { lazy: choose },
  SWITCH: { lazy: choosing },
  AND: { lazy: (parts, value) => parts.every((part) => value(part) === true) },
  OR: { lazy: (parts, value) => parts.some((part) => value(part) === true) },
  NOT: { own: true, run: (value: boolean | null) => value !== true },
  IFBLANK: { lazy: firstFilled },
  ISBLANK: { own: true, run: (value: Value) => value === null },
  "ISBLANK list": { own: true, run: (values: Value) => spread([values]).length === 0 },
};
