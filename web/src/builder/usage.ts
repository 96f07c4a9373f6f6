/** Forms by how much they are used. */
import type { FormUsage } from "~/api/usage";

/** Those without records first, then those that were not touched for longest. */
export function byUse(forms: readonly FormUsage[]): FormUsage[] {
  return [...forms].sort(
    (one, other) =>
      Number(one.records > 0) - Number(other.records > 0) ||
      (one.changed_at ?? "").localeCompare(other.changed_at ?? ""),
  );
}
