/** Whether the window is as narrow as a phone. */
import { useSyncExternalStore } from "react";
import { phoneWidth } from "./tokens";

const narrow = window.matchMedia(`(max-width: ${phoneWidth - 1}px)`);

function subscribe(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

export const isPhone = (): boolean => narrow.matches;

export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, isPhone);
}
