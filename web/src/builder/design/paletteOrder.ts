/** The kinds of fields as they are offered: in groups, and in each what most forms have first. */
import type { KindItem } from "~/api/kinds";

const GROUPS = ["text", "number", "time", "choice", "people", "place", "file", "link", "computed", "more"];

export interface KindGroup {
  group: string;
  items: readonly KindItem[];
}

export function groupsOf(kinds: readonly KindItem[]): readonly KindGroup[] {
  return GROUPS.map((group) => ({
    group,
    items: kinds.filter((item) => (GROUPS.includes(item.group) ? item.group : "more") === group),
  })).filter(({ items }) => items.length > 0);
}

/** The plainest kind of what may name a record. */
export function namingKind(kinds: readonly KindItem[]): KindItem | undefined {
  return groupsOf(kinds)
    .flatMap(({ items }) => items)
    .find((item) => item.can_be_title);
}
