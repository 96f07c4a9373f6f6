/** Which fields a filter names. */
import type { FilterTree } from "~/api/types";

export function namedIn(tree: FilterTree): readonly string[] {
  if ("all" in tree) return tree.all.flatMap(namedIn);
  if ("any" in tree) return tree.any.flatMap(namedIn);
  return "not" in tree ? namedIn(tree.not) : [tree.field];
}
