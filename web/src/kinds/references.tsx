/** What people, departments and links have in common: an id whose name is known elsewhere. */
import type { KeyboardEvent } from "react";
import type { KindContextValue } from "./context";
import type { CellEditProps, Parsed } from "./define";

/** The one thing of that exact name; several or none is a problem that says so. */
export async function readName(
  text: string,
  source: string,
  context: KindContextValue,
  say: (reason: "nobody" | "several") => string,
): Promise<Parsed<number>> {
  const name = text.trim();
  if (!name) return { value: null };
  const found = await context.find(source, name);
  const [only] = found;
  if (only && found.length === 1) return { value: only.id };
  return { problem: say(found.length === 0 ? "nobody" : "several") };
}

/** Esc gives up and Tab moves on, as in every cell. */
export function cellKeys(props: Pick<CellEditProps<number>, "value" | "onCommit" | "onCancel">) {
  return (event: KeyboardEvent): void => {
    if (event.key === "Escape") props.onCancel();
    if (event.key === "Tab") {
      event.preventDefault();
      props.onCommit(props.value, event.shiftKey ? "left" : "right");
    }
  };
}
