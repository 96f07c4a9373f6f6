/** What the keyboard does in the grid while no cell is being edited; as in Excel where Excel has a habit. */
import type { KeyboardEvent } from "react";
import { type Extent, everything, moveBy, type Selection, step } from "./selection";

export interface GridDeeds {
  select: (selection: Selection) => void;
  edit: () => void;
  open: () => void;
  clear: () => void;
  fillDown: () => void;
  fillRight: () => void;
  undo: () => void;
  redo: () => void;
  search: () => void;
  menu: () => void;
  toggleRow: () => void;
  leave: () => void;
}

const isMac = navigator.platform.startsWith("Mac");

export function gridKeys(selection: Selection, extent: Extent, deeds: GridDeeds) {
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, shiftKey: shift, altKey: alt } = event;
    const command = isMac ? event.metaKey : event.ctrlKey;
    const act = (deed: () => void): void => {
      event.preventDefault();
      event.stopPropagation();
      deed();
    };

    if (alt && key === "ArrowDown") return act(deeds.menu);
    if (key === "Enter") return act(command || alt ? deeds.open : deeds.edit);
    if (key === "F2") return act(deeds.edit);
    if (key === "Tab") {
      const next = step(selection, shift ? "left" : "right", extent);
      const { row, column } = selection.active;
      // At the corners of the table Tab goes on to the rest of the page.
      if (next.active.row === row && next.active.column === column) return;
      return act(() => deeds.select(next));
    }
    if (key === "Delete" || key === "Backspace") return act(deeds.clear);
    if (key === "Escape") return act(deeds.leave);
    if (shift && key === " ") return act(deeds.toggleRow);
    if (command && !alt) {
      const letter = key.toLowerCase();
      if (letter === "z") return act(shift ? deeds.redo : deeds.undo);
      if (letter === "y") return act(deeds.redo);
      if (letter === "d") return act(deeds.fillDown);
      if (letter === "r" && !shift) return act(deeds.fillRight);
      if (letter === "f") return act(deeds.search);
      if (letter === "a") return act(() => deeds.select(everything(extent)));
    }
    const moved = moveBy(selection, { key, shift, jump: command }, extent);
    if (moved) act(() => deeds.select(moved));
  };
}
