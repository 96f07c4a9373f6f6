/** Which flows an administrator looks at, as the address of the page says it. */
import type { InstanceState } from "~/api/flows";
import type { OverseenQuery } from "~/api/overseeing";

export const STATES: readonly InstanceState[] = [
  "running",
  "approved",
  "rejected",
  "withdrawn",
  "terminated",
];
/** The value of `state` for every state: without one, only what runs is looked at. */
export const ANY = "any";
export const AGES = [1, 3, 7, 30] as const;
export const FILTERS = ["search", "flow", "state", "node", "person", "days", "stuck", "overdue"] as const;

export function queryIn(address: URLSearchParams): OverseenQuery {
  const number = (name: string): number | undefined => Number(address.get(name)) || undefined;
  const state = address.get("state");
  return {
    search: address.get("search") || undefined,
    flow: address.get("flow") ?? undefined,
    state: state === ANY ? undefined : (STATES.find((each) => each === state) ?? "running"),
    node: address.get("node") ?? undefined,
    person: number("person"),
    days: number("days"),
    stuck: address.has("stuck") || undefined,
    overdue: address.has("overdue") || undefined,
    order: address.get("order") === "longest" ? "longest" : undefined,
  };
}
