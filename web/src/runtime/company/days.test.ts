import { expect, test } from "vitest";
import { monthsOf, moved, ownDays } from "./days";

const YEAR = {
  year: 2026,
  days: [
    { day: "2026-01-01", is_working: false, name: "New Year", is_own: false },
    { day: "2026-01-04", is_working: true, name: "", is_own: false },
    { day: "2026-03-06", is_working: false, name: "Founding day", is_own: true },
  ],
};

test("a year has its days, weekends are free and special days are as they say", () => {
  const months = monthsOf(YEAR);
  const days = months.flat();
  const on = (day: string) => days.find((each) => each.day === day);

  expect(days).toHaveLength(365);
  expect(months[1]).toHaveLength(28);
  expect(on("2026-01-01")).toMatchObject({ weekday: 4, isWorking: false });
  expect(on("2026-01-04")).toMatchObject({ weekday: 7, isWorking: true });
  expect(on("2026-01-05")).toMatchObject({ weekday: 1, isWorking: true, special: null });
  expect(on("2026-01-10")).toMatchObject({ isWorking: false });
});

test("a changed day joins the company's own, and one that is given back leaves them", () => {
  const added = ownDays(YEAR.days, "2026-03-07", { is_working: true, name: "Stocktaking" });

  expect(added.map(({ day }) => day)).toEqual(["2026-03-06", "2026-03-07"]);
  expect(ownDays(YEAR.days, "2026-03-06", null)).toEqual([]);
  expect(moved("2026-02-28", 1)).toBe("2026-03-01");
});
