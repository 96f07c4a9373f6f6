/** Whether a part of a page was ever near what is in sight, so that what is far away reads nothing. */
import { type RefObject, useEffect, useState } from "react";

const NEAR = "400px";

/** What scrolls an element; without it the margin around what is in sight would not count. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let above = element.parentElement; above; above = above.parentElement)
    if (/auto|scroll/.test(getComputedStyle(above).overflow)) return above;
  return null;
}

export function useNear(place: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || isNear) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      root: scrollerOf(element),
      rootMargin: NEAR,
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [place, isNear]);
  return isNear;
}
