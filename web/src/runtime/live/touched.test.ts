import { expect, test } from "vitest";
import { keys } from "~/api/keys";
import type { AppView } from "~/api/types";
import { gather, isTouched } from "./touched";

const app = {
  key: "crm",
  forms: [
    { key: "account", inverses: [{ key: "deals", label: {}, form: "deal", field: "account" }] },
    { key: "deal", inverses: [] },
  ],
} as unknown as AppView;

const deal = (id: number, action = "update" as const) => ({
  app: "crm",
  form: "deal",
  changes: [{ id, action }],
});

test("changes of a form are gathered, and many of them are any of them", () => {
  const one = { app: "crm", form: "deal" };

  expect(gather([deal(1), deal(2), { ...one, form: "account", many: true }])).toEqual([
    { ...one, ids: new Set([1, 2]) },
    { app: "crm", form: "account", ids: null },
  ]);
  expect(gather([deal(1), { ...one, many: true }, deal(3)])).toEqual([{ ...one, ids: null }]);
});

test("lists, the changed record and lists of it beside another are old; other records stay", () => {
  const [changed] = gather([deal(7)]);
  if (!changed) throw new Error("nothing gathered");
  const touched = (key: readonly unknown[]): boolean => isTouched(key, changed, app);

  expect(touched([...keys.records("crm", "deal"), "view", "board"])).toBe(true);
  expect(touched(keys.record("crm", "deal", 7))).toBe(true);
  expect(touched(keys.timeline("crm", "deal", 7))).toBe(true);
  expect(touched(keys.related("crm", "account", 3, "deals"))).toBe(true);
  expect(touched(keys.record("crm", "deal", 8))).toBe(false);
  expect(touched(keys.record("crm", "account", 3))).toBe(false);
  expect(touched(keys.records("hr", "deal"))).toBe(false);
  expect(touched(keys.app("crm"))).toBe(false);
});
