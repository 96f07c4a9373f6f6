import { expect, test } from "vitest";
import { byReason } from "./BulkRefused";

const refusal = (id: number, ...messages: string[]) => ({
  place: id,
  id,
  title: `Record ${id}`,
  issues: messages.map((message) => ({
    code: "gate",
    pointer: "",
    message,
    hint: "",
    severity: "error" as const,
  })),
});

test("records that stay for the same reason are told together", () => {
  const told = byReason([
    refusal(1, "Too early", "Too early"),
    refusal(2, "Locked"),
    refusal(3, "Too early"),
  ]);

  expect(told.map(([reason, records]) => [reason, records.map(({ id }) => id)])).toEqual([
    ["Too early", [1, 3]],
    ["Locked", [2]],
  ]);
});
