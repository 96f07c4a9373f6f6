import { expect, test } from "vitest";
import { everything, moveBy, rangeOf, selectionAt, step } from "./selection";

const extent = { rows: 100, columns: 5, page: 20 };
const press = (key: string, shift = false, jump = false) => ({ key, shift, jump });

test("an arrow with shift widens the range and keeps the active cell", () => {
  const once = moveBy(selectionAt(3, 2), press("ArrowDown", true), extent);
  const twice = once && moveBy(once, press("ArrowLeft", true), extent);

  expect(twice && rangeOf(twice)).toEqual({ top: 3, bottom: 4, left: 1, right: 2 });
  expect(twice?.active).toEqual({ row: 3, column: 2 });
});

test("an arrow alone makes the range one cell again", () => {
  const wide = everything(extent);

  expect(moveBy(wide, press("ArrowDown"), extent)).toEqual(selectionAt(1, 0));
});

test("no key leads out of the table", () => {
  expect(moveBy(selectionAt(0, 0), press("ArrowUp"), extent)).toEqual(selectionAt(0, 0));
  expect(moveBy(selectionAt(95, 4), press("PageDown"), extent)).toEqual(selectionAt(99, 4));
  expect(moveBy(selectionAt(9, 0), press("End", false, true), extent)).toEqual(selectionAt(99, 4));
});

test("tab at the end of a row goes to the start of the next", () => {
  expect(step(selectionAt(3, 4), "right", extent)).toEqual(selectionAt(4, 0));
  expect(step(selectionAt(3, 0), "left", extent)).toEqual(selectionAt(2, 4));
});

test("a key that moves nothing is left to others", () => {
  expect(moveBy(selectionAt(0, 0), press("a"), extent)).toBeNull();
});
