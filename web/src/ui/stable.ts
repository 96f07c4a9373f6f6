/** A function that stays the same object while what it does follows the latest drawing. */
import { useCallback, useLayoutEffect, useRef } from "react";

export function useStable<Given extends unknown[], Answer>(
  act: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
