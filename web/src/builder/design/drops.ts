/** Where a thing that is dragged over the canvas would come to stand. */
import type { LayoutSection } from "~/api/types";
import type { Target } from "../document/commands/fields";

export type Edge = "left" | "right" | "top" | "bottom";

interface Point {
  clientX: number;
  clientY: number;
}

/** How near to its side a field means "beside it", where it has the line for itself. */
const SIDE = 0.2;

/** The edge at which a drop on a cell would go in; a cell that has its line for itself is split only at its sides. */
export function edgeOf(point: Point, box: DOMRect, columns: number, isWhole: boolean): Edge {
  const across = (point.clientX - box.left) / box.width;
  const down = (point.clientY - box.top) / box.height;
  if (isWhole) return down < 0.5 ? "top" : "bottom";
  if (columns > 1) return across < 0.5 ? "left" : "right";
  if (across < SIDE) return "left";
  if (across > 1 - SIDE) return "right";
  return down < 0.5 ? "top" : "bottom";
}

/** The place in the layout that an edge of a cell means. */
export function targetAt(section: LayoutSection, field: string, edge: Edge): Target {
  const place = section.cells.findIndex((cell) => cell.field === field);
  const isBefore = edge === "left" || edge === "top";
  const before = isBefore ? field : (section.cells[place + 1]?.field ?? null);
  const isSide = edge === "left" || edge === "right";
  if (section.columns !== 1 || !isSide) return { section: section.key, before };
  return { section: section.key, before, beside: true };
}

export function half(point: Point, box: DOMRect): "top" | "bottom" {
  return point.clientY - box.top < box.height / 2 ? "top" : "bottom";
}

/** The place one step further in the order of reading, for whoever moves fields by the keyboard. */
export function stepped(
  sections: readonly LayoutSection[],
  moving: readonly string[],
  step: -1 | 1,
): Target | null {
  const spots = sections.flatMap((section) => [
    ...section.cells.map(({ field }) => ({ section: section.key, before: field as string | null })),
    { section: section.key, before: null },
  ]);
  const own = spots.flatMap(({ before }, at) => (before !== null && moving.includes(before) ? [at] : []));
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  // Behind the last of them stands the place where they are already.
  const spot = step < 0 ? spots[first - 1] : spots[last + 2];
  if (spot) return spot;
  return null;
}
