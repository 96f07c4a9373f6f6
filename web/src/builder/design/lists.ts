/** The order of a list that somebody changes by dragging or by the keyboard. */

/** Before which item one comes that goes a step up or down; undefined where it can go no further. */
export function stepInList(keys: readonly string[], key: string, step: -1 | 1): string | null | undefined {
  const at = keys.indexOf(key);
  if (at < 0 || at + step < 0 || at + step >= keys.length) return undefined;
  return step < 0 ? (keys[at - 1] ?? null) : (keys[at + 2] ?? null);
}

/** The list with one item before another, or last. */
export function movedBefore<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  key: string,
  before: string | null,
): readonly T[] {
  const moving = items.find((item) => keyOf(item) === key);
  if (!moving || key === before) return items;
  const rest = items.filter((item) => item !== moving);
  const at = before === null ? -1 : rest.findIndex((item) => keyOf(item) === before);
  return rest.toSpliced(at < 0 ? rest.length : at, 0, moving);
}
