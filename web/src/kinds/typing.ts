/** What was typed to open an editor over a cell, kept as the first search of its picker. */
import { useCallback, useRef, useState } from "react";

/** The library's select empties its search once while it opens; that one is no wish of the person's. */
export function useTyped(given: string | null | undefined): [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(given?.trim() ?? "");
  const opening = useRef(typed !== "");
  const type = useCallback((text: string): void => {
    const kept = opening.current && text === "";
    opening.current = false;
    if (!kept) setTyped(text);
  }, []);
  return [typed, type];
}
