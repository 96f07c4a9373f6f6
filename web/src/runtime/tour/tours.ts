/** Which tour of the product is under way, and which ones the person has been led through. */
import { useSyncExternalStore } from "react";
import { api } from "~/api/client";
import { session } from "~/api/session";
import type { Me } from "~/api/types";

export type TourName = "home" | "design";

let running: TourName | null = null;
const listeners = new Set<() => void>();

function become(next: TourName | null): void {
  running = next;
  for (const listener of listeners) listener();
}

export const startTour = (name: TourName): void => become(name);

/** The tour is over, or was not wanted; the next browser knows it too. */
export async function endTour(name: TourName): Promise<void> {
  become(null);
  const { me } = session.get();
  if (!me || me.person.tours.includes(name)) return;
  // What cannot be remembered now is asked once more another day.
  const remembered = await api.patch<Me>("/me", { tour: name }).catch(() => null);
  if (remembered) session.open(remembered);
}

export function leaveTour(name: TourName): void {
  if (running === name) void endTour(name);
}

export function useRunningTour(): TourName | null {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => running,
  );
}

/** The mark by which a step finds what it speaks of. */
export const shownAt = (stop: string): { "data-tour": string } => ({ "data-tour": stop });
