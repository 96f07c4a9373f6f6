/** What the mouse does in the grid's body: select by dragging, fill by the handle, edit by a double click. */
import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { type CellAt, type Range, rangeOf, type Selection, selectionAt } from "./selection";

interface PointerDeeds {
  select: (selection: Selection) => void;
  selectRows: (first: number, last: number) => void;
  check: (row: number, extend: boolean) => void;
  fill: (from: Range, to: Range) => void;
}

interface GridPointer {
  /** Where a running fill reaches, or null. */
  filling: Range | null;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
}

const EDGE = 32;

function cellAt(x: number, y: number): CellAt | null {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-row]");
  if (!element) return null;
  return { row: Number(element.dataset.row), column: Number(element.dataset.column) };
}

/** The range that a fill reaches: along the direction in which the pointer is farther out. */
function reach(from: Range, to: CellAt): Range {
  const down = Math.max(to.row - from.bottom, from.top - to.row, 0);
  const across = Math.max(to.column - from.right, from.left - to.column, 0);
  if (down === 0 && across === 0) return from;
  return down >= across
    ? { ...from, top: Math.min(from.top, to.row), bottom: Math.max(from.bottom, to.row) }
    : { ...from, left: Math.min(from.left, to.column), right: Math.max(from.right, to.column) };
}

export function useGridPointer(
  scroll: RefObject<HTMLElement | null>,
  selection: Selection,
  deeds: PointerDeeds,
): GridPointer {
  const [filling, setFilling] = useState<Range | null>(null);
  const latest = useRef(deeds);
  latest.current = deeds;

  /** Follows the pointer until it is let go; near an edge the grid scrolls under it. */
  function follow(onCell: (cell: CellAt) => void, onEnd: () => void): void {
    let x = 0;
    let y = 0;
    let frame = 0;
    const tick = (): void => {
      const element = scroll.current;
      if (!element) return;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const across = x > right - EDGE ? x - right + EDGE : x < left + EDGE ? x - left - EDGE : 0;
      const down = y > bottom - EDGE ? y - bottom + EDGE : y < top + EDGE * 2 ? y - top - EDGE * 2 : 0;
      if (across || down) {
        element.scrollBy(across / 2, down / 2);
        const cell = cellAt(
          Math.min(right - EDGE, Math.max(left + EDGE, x)),
          Math.min(bottom - EDGE, Math.max(top + EDGE * 1.5, y)),
        );
        if (cell) onCell(cell);
        frame = requestAnimationFrame(tick);
      } else {
        frame = 0;
      }
    };
    const move = (event: globalThis.PointerEvent): void => {
      x = event.clientX;
      y = event.clientY;
      const cell = cellAt(x, y);
      if (cell) onCell(cell);
      if (!frame) frame = requestAnimationFrame(tick);
    };
    const end = (): void => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      onEnd();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const target = event.target;
    const checkbox = target.closest<HTMLElement>("[data-check]");
    if (checkbox) {
      event.preventDefault();
      return latest.current.check(Number(checkbox.dataset.check), event.shiftKey);
    }
    if (target.closest("[data-handle]")) {
      event.preventDefault();
      const from = rangeOf(selection);
      let to = from;
      follow(
        (cell) => {
          to = reach(from, cell);
          setFilling(to);
        },
        () => {
          setFilling(null);
          if (to !== from) latest.current.fill(from, to);
        },
      );
      return;
    }
    const head = target.closest<HTMLElement>("[data-head]");
    if (head) {
      event.preventDefault();
      const row = Number(head.dataset.head);
      return latest.current.selectRows(event.shiftKey ? selection.active.row : row, row);
    }
    const cell = target.closest<HTMLElement>("[data-row]");
    if (!cell || target.closest("button, a")) return;
    event.preventDefault();
    const at = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    const active = event.shiftKey ? selection.active : at;
    latest.current.select(event.shiftKey ? { active, end: at } : selectionAt(at.row, at.column));
    follow(
      (end) => latest.current.select({ active, end }),
      () => undefined,
    );
  }

  return { filling, onPointerDown };
}
