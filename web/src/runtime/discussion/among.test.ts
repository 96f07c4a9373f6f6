import { expect, test } from "vitest";
import { merged } from "./among";

const entries = (...days: number[]) => days.map((day) => ({ at: `2026-03-${String(day).padStart(2, "0")}` }));

test("what happened and what links here stand in one order, the newest first", () => {
  const whole = merged(
    { items: entries(9, 5, 1), goesOnFrom: null },
    { items: entries(7, 6), goesOnFrom: null },
  );

  expect(whole).toEqual(entries(9, 7, 6, 5, 1));
});

test("nothing is shown before it is known what stands in front of it", () => {
  const half = merged(
    { items: entries(9, 5), goesOnFrom: "2026-03-05" },
    { items: entries(7, 4, 1), goesOnFrom: null },
  );

  expect(half).toEqual(entries(9, 7, 5));
});
