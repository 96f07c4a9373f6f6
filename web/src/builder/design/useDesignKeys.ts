/** The keyboard of the designer: undo and redo anywhere, and for what is chosen whatever the mouse can do. */
import { useEffect, useRef } from "react";
import { sectionHolding, sectionsOf } from "../document/model";
import type { Design } from "./DesignContext";
import { aSection, FORM, someFields } from "./selection";
import { type Deeds, useDeeds } from "./useDeeds";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, [contenteditable], select") !== null
  );
}

/** Whether the key was pressed on the canvas, rather than in a panel or a menu over it. */
function isOnCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest("[data-canvas]") !== null);
}

/** Undo and redo, wherever the cursor is but in a text, which has its own. */
export function useStepKeys(onStep: (way: "undo" | "redo") => void): void {
  const latest = useRef(onStep);
  latest.current = onStep;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || isTyping(event.target)) return;
      event.preventDefault();
      latest.current(key === "y" || event.shiftKey ? "redo" : "undo");
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

export function useCanvasKeys(design: Design): void {
  const deeds = useDeeds(design);
  const latest = useRef({ design, deeds });
  latest.current = { design, deeds };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      if (isTyping(event.target) || !isOnCanvas(event.target)) return;
      const deed = deedOf(event, latest.current.design, latest.current.deeds);
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

const BACK = ["ArrowUp", "ArrowLeft"];
const ON = ["ArrowDown", "ArrowRight"];

/** What a key means for what is chosen right now; nothing for most of them. */
function deedOf(event: KeyboardEvent, design: Design, deeds: Deeds): (() => void) | null {
  const { selection, select, enterSettings } = design;
  if (event.ctrlKey || event.metaKey) return commandOf(event.key.toLowerCase(), design, deeds);
  if (event.key === "Escape") return () => select(selection.table ? someFields([selection.table]) : FORM);
  if (event.key === "Enter" || event.key === "F2")
    return event.target === document.body ? null : enterSettings;
  if (event.key === "Delete" || event.key === "Backspace")
    return selection.part === "section" || selection.part === "fields" ? deeds.remove : null;
  const step = BACK.includes(event.key) ? -1 : ON.includes(event.key) ? 1 : 0;
  if (step === 0 || selection.table) return null;
  if (selection.part !== "fields") return step > 0 ? () => enter(design, deeds) : null;
  if (event.altKey && event.shiftKey) return () => deeds.resize(step);
  if (event.altKey) return () => deeds.move(step);
  const [first] = selection.keys;
  const section = sectionHolding(design.form, first ?? "");
  if (event.key === "ArrowUp" && !event.shiftKey && section && section.cells[0]?.field === first)
    return () => select(aSection(section.key));
  return () => deeds.go(step, event.shiftKey);
}

/** From the form or a section to the first field in it. */
function enter({ form, selection, select }: Design, { order }: Deeds): void {
  const section = sectionsOf(form).find(({ key }) => key === selection.keys[0]);
  const first = section ? section.cells[0]?.field : order[0];
  if (first) select(someFields([first]));
}

function commandOf(key: string, { selection, select }: Design, deeds: Deeds): (() => void) | null {
  if (key === "a") return () => select(someFields(deeds.order));
  if (key === "v") return deeds.paste;
  if (selection.part !== "fields") return null;
  if (key === "c") return deeds.copy;
  if (key === "x") return deeds.cut;
  if (key === "d") return deeds.duplicate;
  return null;
}
