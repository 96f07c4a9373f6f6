import { expect, test } from "vitest";
import type { Absence } from "~/api/absences";
import { together } from "./absences";

const one = (id: number, flow: string | null, agent = 2): Absence => ({
  id,
  person: { id: 1, title: "A" },
  agent: { id: agent, title: "B" },
  app: flow ? { key: "orders", title: "Orders" } : null,
  flow: flow ? { key: flow, title: flow } : null,
  starts_at: "2026-01-01T00:00:00Z",
  ends_at: "2026-01-03T00:00:00Z",
  note: "",
  is_mine: true,
});

test("what was set for several flows at once is one absence, and another agent's is another", () => {
  const found = together([one(1, "buy"), one(2, "sell"), one(3, null, 4)]);

  expect(found.map(({ ids }) => ids)).toEqual([[1, 2], [3]]);
  expect(found[0]?.scopes.map(({ flow }) => flow?.key)).toEqual(["buy", "sell"]);
});
