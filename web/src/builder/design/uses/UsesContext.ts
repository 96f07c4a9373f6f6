/** What every part of the designer can ask about uses: to remove something with them, or to give it another
 * key. */
import { createContext, useContext } from "react";
import type { Part } from "~/api/uses";

/** What is to go, how people call it, what it is called when it is undone, and what is done once it is gone. */
export interface Leaving {
  parts: readonly Part[];
  name: string;
  what: string;
  onGone: () => void;
  /** Whether it is asked even where nothing uses it. */
  isGrave?: boolean;
}

export interface UsesDeeds {
  remove: (leaving: Leaving) => void;
  /** Done once the draft has it; false where it could not be. */
  rename: (part: Part, to: string, name: string) => Promise<boolean>;
}

export const UsesContext = createContext<UsesDeeds | null>(null);

export function useUses(): UsesDeeds {
  const uses = useContext(UsesContext);
  if (!uses) throw new Error("No draft is open.");
  return uses;
}
