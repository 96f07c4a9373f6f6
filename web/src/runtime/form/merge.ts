/** Joins one person's unsaved changes with what someone else saved meanwhile. */
import { sameValue, type Values } from "./values";

export interface Difference {
  field: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both sides changed it, to different values. */
  conflict: boolean;
}

/** What the other side changed since `base`; where mine differs too, it is a conflict to decide. */
export function differences(base: Values, mine: Values, theirs: Values): Difference[] {
  return Object.keys(theirs)
    .filter((field) => !sameValue(base[field], theirs[field]))
    .map((field) => ({
      field,
      base: base[field],
      mine: mine[field],
      theirs: theirs[field],
      conflict: !sameValue(base[field], mine[field]) && !sameValue(mine[field], theirs[field]),
    }));
}

/** My changes on top of theirs; `keepMine` names the conflicting fields in which mine stays. */
export function merge(base: Values, mine: Values, theirs: Values, keepMine: ReadonlySet<string>): Values {
  const merged: Values = { ...mine };
  for (const { field, conflict } of differences(base, mine, theirs)) {
    if (!conflict || !keepMine.has(field)) merged[field] = theirs[field];
  }
  return merged;
}
