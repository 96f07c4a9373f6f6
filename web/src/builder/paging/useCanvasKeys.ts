/** The keyboard on a page's canvas: what is chosen is moved, copied, removed and let go. */
import { useEffect, useRef } from "react";
import { type Paging, WHOLE_PAGE } from "./PagingContext";
import { type PageDeeds, usePageDeeds } from "./usePageDeeds";

const STEPS: Readonly<Record<string, { step: -1 | 1; across: boolean }>> = {
  ArrowUp: { step: -1, across: false },
  ArrowDown: { step: 1, across: false },
  ArrowLeft: { step: -1, across: true },
  ArrowRight: { step: 1, across: true },
};

export function useCanvasKeys(paging: Paging): void {
  const deeds = usePageDeeds(paging);
  const latest = useRef({ paging, deeds });
  latest.current = { paging, deeds };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      const onCanvas = event.target instanceof Element && event.target.closest("[data-canvas]") !== null;
      if (!onCanvas && event.target !== document.body) return;
      const deed = deedOf(event, latest.current.paging, latest.current.deeds);
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function deedOf(
  event: KeyboardEvent,
  { chosen, choose, design }: Paging,
  deeds: PageDeeds,
): (() => void) | null {
  if (event.key === "Escape") return () => choose(WHOLE_PAGE);
  if (chosen.part !== "block") return null;
  const { key } = chosen;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "d") return () => deeds.copy(key);
  if (command) return null;
  if (event.key === "Delete" || event.key === "Backspace") return () => deeds.remove(key);
  if (event.key === "F2") return design.enterSettings;
  const way = STEPS[event.key];
  return way && event.altKey ? () => deeds.step(key, way.step, way.across) : null;
}
