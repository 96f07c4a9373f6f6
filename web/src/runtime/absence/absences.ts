/** Absences as people say them: several flows at once are one of them. */
import type { Absence } from "~/api/absences";

export interface Away {
  /** Of each flow; they end together. */
  ids: readonly number[];
  first: Absence;
  scopes: readonly Pick<Absence, "app" | "flow">[];
}

/** Those with one agent, time and note together, in the order in which they begin. */
export function together(items: readonly Absence[]): readonly Away[] {
  const found = new Map<string, Absence[]>();
  for (const one of items) {
    const name = JSON.stringify([one.person.id, one.agent.id, one.starts_at, one.ends_at, one.note]);
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found.values()].flatMap((some) => {
    const [first] = some;
    return first ? [{ ids: some.map(({ id }) => id), first, scopes: some }] : [];
  });
}
