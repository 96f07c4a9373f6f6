/** What is entered before the answer to what was typed is there. */
import { type KeyboardEvent, useEffect, useRef } from "react";

const TAKING = ["Enter", "Tab"];

/** Handles the keys of a picker's input: Enter or Tab while an answer is waited for takes the first of that answer,
 * once it has come, instead of the first of those that were listed for something else. True where it did. */
export function useHurry(
  typed: string,
  waiting: boolean,
  takeFirst: () => void,
): (event: KeyboardEvent) => boolean {
  const hurried = useRef<string | null>(null);
  useEffect(() => {
    if (waiting || hurried.current === null) return;
    const isMeant = hurried.current === typed;
    hurried.current = null;
    if (isMeant) takeFirst();
  });
  return (event) => {
    const isHurried = waiting && typed !== "" && TAKING.includes(event.key) && !event.nativeEvent.isComposing;
    hurried.current = isHurried ? typed : null;
    if (isHurried) {
      event.preventDefault();
      event.stopPropagation();
    }
    return isHurried;
  };
}
