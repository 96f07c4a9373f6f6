/** Which of many lines of one height are in sight, in a part of something longer that scrolls. */
import { type RefObject, useLayoutEffect, useState } from "react";

/** In pixels: how far out of sight lines are still drawn. */
const BEYOND = 400;

/** The first and the last line; `scroller` finds what scrolls around the lines. */
export function useLinesInSight(
  lines: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  scroller: string,
): readonly [first: number, last: number] {
  const [first, setFirst] = useState(0);
  const [last, setLast] = useState(0);
  useLayoutEffect(() => {
    const element = lines.current;
    const frame = element?.closest<HTMLElement>(scroller);
    if (!element || !frame || count === 0) return;
    const look = (): void => {
      const above = frame.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const most = count - 1;
      setFirst(Math.max(0, Math.min(most, Math.floor((above - BEYOND) / height))));
      setLast(Math.max(0, Math.min(most, Math.ceil((above + frame.clientHeight + BEYOND) / height))));
    };
    look();
    frame.addEventListener("scroll", look, { passive: true });
    const watching = new ResizeObserver(look);
    watching.observe(frame);
    // What stands above may be opened and closed.
    for (const part of frame.children) watching.observe(part);
    return () => {
      frame.removeEventListener("scroll", look);
      watching.disconnect();
    };
  }, [lines, count, height, scroller]);
  return [first, last];
}
