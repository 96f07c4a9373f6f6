/** Holds a page that would be left, and answers the attempt only when the browser's history is back where the page is.
 *
 * Who goes back has left the page's entry of the history before anybody can be asked; the router returns to it, but a
 * second step back at once can undo or swallow that return. An answer given then would count steps from elsewhere. */
import { useCallback, useEffect, useRef } from "react";
import { type Blocker, type BlockerFunction, type Location, useBlocker, useLocation } from "react-router";
import { useStable } from "~/ui/stable";

/** How long a return that is under way may take before it counts as lost. */
const RETURN_MS = 300;
const TURNS = 5;

export interface Held {
  /** Blocked by an attempt to leave; each attempt makes another. */
  blocker: Blocker;
  go: () => Promise<void>;
  stay: () => Promise<void>;
  /** Lets everything pass from now on. */
  release: () => void;
}

/** The number that the router gave to the entry of the history where the browser is. */
function entry(): number | null {
  return (window.history.state as { idx?: number } | null)?.idx ?? null;
}

async function returnTo(home: number | null): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const here = entry();
    if (home === null || here === null || here === home) return;
    const moved = new Promise((resolve) => {
      window.addEventListener("popstate", resolve, { once: true });
      setTimeout(resolve, RETURN_MS);
    });
    // At first the router's own return may still be on its way.
    if (turn > 0) window.history.go(home - here);
    await moved;
  }
}

export function useHeld(holds: (from: Location, to: Location) => boolean): Held {
  const { key } = useLocation();
  const home = useRef<number | null>(null);
  const steps = useRef<number | null>(null);
  const released = useRef(false);
  const returning = useRef(false);
  const isHeld = useStable(holds);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the reason, not a value that is read
  useEffect(() => {
    home.current = entry();
  }, [key]);

  const blocker = useBlocker(
    useCallback<BlockerFunction>(
      ({ currentLocation, nextLocation, historyAction }) => {
        if (released.current || !isHeld(currentLocation, nextLocation)) return false;
        if (!returning.current) {
          const [from, to] = [home.current, entry()];
          steps.current = historyAction === "POP" && from !== null && to !== null ? to - from : null;
        }
        return true;
      },
      [isHeld],
    ),
  );
  const latest = useRef(blocker);
  latest.current = blocker;

  const returned = useCallback(async () => {
    returning.current = true;
    await returnTo(home.current);
    returning.current = false;
  }, []);
  const stay = useCallback(async () => {
    await returned();
    latest.current.reset?.();
  }, [returned]);
  const go = useCallback(async () => {
    await returned();
    if (!steps.current) {
      latest.current.proceed?.();
      return;
    }
    released.current = true;
    latest.current.reset?.();
    window.history.go(steps.current);
  }, [returned]);
  const release = useCallback(() => {
    released.current = true;
  }, []);
  return { blocker, go, stay, release };
}
