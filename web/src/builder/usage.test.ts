import { expect, test } from "vitest";
import type { FormUsage, ViewUsage } from "~/api/usage";
import { byOpening, byUse } from "./usage";

const form = (key: string, records: number, changed_at: string | null): FormUsage => ({
  key,
  label: {},
  records,
  is_sampled: false,
  changed_at,
  fields: [],
});

test("what nobody uses comes first, and what was used lately last", () => {
  const forms = [
    form("new", 3, "2026-11-02"),
    form("empty", 0, "2026-11-03"),
    form("old", 9, "2026-01-01"),
    form("unknown", 1, null),
  ];

  expect(byUse(forms).map(({ key }) => key)).toEqual(["empty", "unknown", "old", "new"]);
});

const view = (key: string, opened_at: string | null): ViewUsage => ({
  app: "crm",
  app_label: {},
  form: "deal",
  form_label: {},
  key,
  label: {},
  kind: "grid",
  is_saved: false,
  opened_at,
  people: 0,
});

test("views that nobody opened come first", () => {
  const views = [view("lately", "2026-11-02"), view("never", null), view("once", "2026-01-01")];

  expect(byOpening(views).map(({ key }) => key)).toEqual(["never", "once", "lately"]);
});
