/** Forms and views by how much they are used. */
import type { FormUsage, ViewUsage } from "~/api/usage";

/** Those without records first, then those that were not touched for longest. */
export function byUse(forms: readonly FormUsage[]): FormUsage[] {
  return [...forms].sort(
    (one, other) =>
      Number(one.records > 0) - Number(other.records > 0) ||
      (one.changed_at ?? "").localeCompare(other.changed_at ?? ""),
  );
}

/** Those that nobody opened first, then those that were not opened for longest. */
export function byOpening(views: readonly ViewUsage[]): ViewUsage[] {
  return [...views].sort((one, other) => (one.opened_at ?? "").localeCompare(other.opened_at ?? ""));
}
