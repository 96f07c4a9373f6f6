/** The line of time of a plan: its spans, where bars lie on it, and how they are pulled. */
import { expect, test } from "vitest";
import {
  barOf,
  doneOf,
  lastOf,
  leftOf,
  periodAround,
  pulled,
  SCALES,
  scaleLines,
  stepped,
  widthOf,
} from "./ganttTime";

test("every scale shows the day that it is about, without gaps between what stands above the days", () => {
  for (const scale of SCALES) {
    const period = periodAround("2026-11-22", scale, 0);
    expect(period.first <= "2026-11-22" && lastOf(period) >= "2026-11-22").toBe(true);
    for (const line of Object.values(scaleLines(period, "zh-CN"))) {
      expect(line.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(widthOf(period));
      expect(line[0]?.left).toBe(0);
    }
    expect(stepped(stepped("2026-11-22", scale, 1), scale, -1)).toBe("2026-11-22");
  }
});

test("a bar lies on its days and is cut where they are out of sight", () => {
  const period = periodAround("2026-11-22", "day", 0);
  const width = (days: number): number => days * period.wide;

  expect(barOf(period, { first: "2026-11-22", last: "2026-11-24" })).toEqual({
    left: leftOf(period, "2026-11-22"),
    width: width(3),
    cutLeft: false,
    cutRight: false,
  });
  expect(barOf(period, { first: "2020-01-01", last: period.first })).toEqual({
    left: 0,
    width: width(1),
    cutLeft: true,
    cutRight: false,
  });
  expect(barOf(period, { first: "2020-01-01", last: "2030-01-01" })?.width).toBe(widthOf(period));
  expect(barOf(period, { first: "2030-01-01", last: "2030-01-02" })).toBeNull();
});

test("an end that is pulled never passes the other", () => {
  const stay = { first: "2026-11-10", last: "2026-11-12" };

  expect(pulled(stay, "whole", -3)).toEqual({ first: "2026-11-07", last: "2026-11-09" });
  expect(pulled(stay, "start", 9)).toEqual({ first: "2026-11-12", last: "2026-11-12" });
  expect(pulled(stay, "end", -9)).toEqual({ first: "2026-11-10", last: "2026-11-10" });
  expect(pulled(stay, "end", 2).last).toBe("2026-11-14");
});

test("what is done is a part of the whole, written as a fraction or in hundredths", () => {
  expect([0.5, "0.25", 1, 80, 250, -1].map(doneOf)).toEqual([0.5, 0.25, 1, 0.8, 1, 0]);
  expect([null, undefined, "", "soon"].map(doneOf)).toEqual([null, null, null, null]);
});

test("a week's line begins on the day that the company says", () => {
  const period = periodAround("2026-11-22", "week", 6);

  expect(new Date(`${period.first}T00:00:00Z`).getUTCDay()).toBe(0);
  expect(scaleLines(period, "en").lower.every(({ left }) => left % (7 * period.wide) === 0)).toBe(true);
});
