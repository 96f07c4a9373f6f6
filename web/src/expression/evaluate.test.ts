/** Every case of the corpus in the browser's executor. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Clock, evaluate, FUNCTIONS } from "./evaluate";

interface Case {
  name: string;
  tree: unknown;
  rows: readonly (readonly [Record<string, unknown>, unknown])[];
}

const folder = join(import.meta.dirname, "../../../tests/engines/expression");
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf-8"));
const told = read("scope.json").clock;
const clock: Clock = {
  now: new Date(told.now),
  timeZone: told.time_zone,
  daysOff: told.off,
  daysOn: told.on,
  weekStart: told.week_start,
  fiscalStart: told.fiscal_start,
};

function agrees({ tree, rows }: Case): void {
  for (const [values, expected] of rows) {
    expect({ values, result: evaluate(tree, values, clock) }).toEqual({ values, result: expected });
  }
}

describe("the corpus", () => {
  test.each<Case>(read("generated/trees.json"))("$name", agrees);
});

describe("random expressions give what they give on the server", () => {
  test.each<Case>(read("generated/agreements.json"))("$name", agrees);
});

test("the browser carries out exactly the functions that the server names", () => {
  expect(Object.keys(FUNCTIONS).sort()).toEqual(read("generated/functions.json").sort());
});
