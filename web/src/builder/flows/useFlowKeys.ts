/** The keyboard on a flow: the arrows walk from node to node, and what is chosen is opened, copied, removed, added to. */
import { useEffect, useRef } from "react";
import type { Flowing } from "./FlowingContext";
import type { Placed } from "./layout";
import { keysOf } from "./tree";
import { type FlowDeeds, useFlowDeeds } from "./useFlowDeeds";

const TYPING = "input, textarea, [contenteditable], select";
const ON = "[data-canvas]";

type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** What stands nearest in a direction: above or below, where what is aside counts as farther away, or beside. */
export function nearest(
  placed: readonly Placed[],
  from: string | undefined,
  direction: Direction,
): string | null {
  const walked = placed.filter(({ is }) => is === "node" || is === "branch");
  const at = walked.find(({ id }) => id === from);
  if (!at) return walked[0]?.id ?? null;
  const middle = (one: Placed) => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });
  const here = middle(at);
  const isUpright = direction === "ArrowUp" || direction === "ArrowDown";
  const sign = direction === "ArrowDown" || direction === "ArrowRight" ? 1 : -1;
  let best: { id: string; far: number } | null = null;
  for (const one of walked) {
    const there = middle(one);
    const ahead = (isUpright ? there.y - here.y : there.x - here.x) * sign;
    const aside = Math.abs(isUpright ? there.x - here.x : there.y - here.y);
    const isBeside = one.y < at.y + at.height && at.y < one.y + one.height;
    if (one === at || ahead <= 1 || !(isUpright || isBeside)) continue;
    const far = ahead + aside * 2;
    if (!best || far < best.far) best = { id: one.id, far };
  }
  return best?.id ?? null;
}

export function useFlowKeys(flowing: Flowing, placed: readonly Placed[]): void {
  const deeds = useFlowDeeds(flowing);
  const latest = useRef({ flowing, deeds, placed });
  latest.current = { flowing, deeds, placed };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || (target !== document.body && !target?.closest(ON))) return;
      const { flowing: now, deeds: can, placed: drawn } = latest.current;
      const deed = deedOf(event, now, can, drawn);
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isDirection(key: string): key is Direction {
  return key.startsWith("Arrow");
}

function deedOf(
  event: KeyboardEvent,
  { tree, chosen, choose, enterSettings, open, opened }: Flowing,
  deeds: FlowDeeds,
  placed: readonly Placed[],
): (() => void) | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === "a") return () => choose(keysOf(tree));
    if (letter === "v") return () => deeds.paste();
    if (chosen.length === 0) return null;
    if (letter === "c") return deeds.copy;
    if (letter === "x")
      return () => {
        deeds.copy();
        deeds.remove();
      };
    return letter === "d" ? deeds.duplicate : null;
  }
  if (opened) return null;
  // A list is scrolled by them.
  if (isDirection(key) && placed.length === 0) return null;
  if (isDirection(key))
    return () => {
      const id = nearest(placed, chosen.at(-1), key);
      if (!id) return;
      choose([id]);
      document.querySelector<HTMLElement>(`[data-part="${CSS.escape(id)}"]`)?.focus();
    };
  if (key === "Escape") return chosen.length > 0 ? () => choose([]) : null;
  if (key === "/" || key === "+") {
    const spot = deeds.spotBehind();
    return spot ? () => open(spot) : null;
  }
  if (chosen.length === 0) return null;
  if (key === "Enter" || key === "F2") return enterSettings;
  return key === "Delete" || key === "Backspace" ? deeds.remove : null;
}
