/** The search opens by Ctrl+K or ⌘K wherever one is. */
import { useEffect } from "react";

export function useSearchKeys(onOpen: () => void): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const asks = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!asks || event.key.toLowerCase() !== "k" || event.isComposing) return;
      event.preventDefault();
      onOpen();
    }
    // Before the grid and the editors see it: the same keys mean the same everywhere.
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [onOpen]);
}
