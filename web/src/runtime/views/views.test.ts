import { expect, test } from "vitest";
import type { AppView, FormView, ListView } from "~/api/types";
import type { SavedView } from "~/api/views";
import type { Columns } from "../grid/columns";
import { addressedFilter, listState, NO_CONDITION } from "./edited";
import { currentEntry, entriesOf, type ViewEntry, type ViewsOfForm } from "./useViews";

const big = { field: "size", operator: "greater", value: 9 };
const mine = { field: "owner", operator: "is_me" };
const published: ListView = {
  key: "jobs",
  form: "job",
  kind: "rows",
  label: { en: "Jobs" },
  filter: null,
  sort: [],
};
const app = { views: [published, { ...published, key: "open", filter: mine }] } as unknown as AppView;
const form = { key: "job", sort: [{ field: "due", descending: false }] } as unknown as FormView;
const address = { view: null, filter: null, sort: null, search: "", record: null };

function saved(id: number, more: Partial<SavedView> = {}): SavedView {
  return {
    id,
    key: String(id),
    form: "job",
    label: { en: `View ${id}` },
    kind: "rows",
    definition: { kind: "rows", filter: big, sort: [] },
    owner: { id: 1, title: "Me" },
    shared: false,
    roles: [],
    departments: [],
    groups: [],
    positions: [],
    for_everybody: false,
    locked: false,
    version: 1,
    may_change: true,
    issues: [],
    ...more,
  };
}

function columns(changed: boolean): Columns {
  const shown = [{ key: "name", width: 120 }];
  return { columns: shown, changed, regathered: false } as unknown as Columns;
}

const all = [saved(7), saved(8, { shared: true }), saved(9)];

function arranged(order: string[], hidden: string[] = []): ViewEntry[] {
  return entriesOf(app, "job", all, { order, hidden, first: null });
}

function entry(key: string): ViewEntry {
  const found = arranged([]).find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
}

test("views stand in their groups, each in the order that was given to it", () => {
  expect(arranged([]).map(({ key }) => key)).toEqual(["jobs", "open", "8", "7", "9"]);
  expect(arranged(["9", "open", "gone"]).map(({ key }) => key)).toEqual(["open", "jobs", "8", "9", "7"]);
});

test("the address names the view, or else the first of those that are shown", () => {
  const views = (first: string | null, hidden: string[]): ViewsOfForm =>
    ({ entries: arranged([], hidden), first }) as unknown as ViewsOfForm;

  expect(currentEntry(views("9", []), "open")?.key).toBe("open");
  expect(currentEntry(views("9", []), null)?.key).toBe("9");
  expect(currentEntry(views("gone", ["jobs"]), "unknown")?.key).toBe("open");
});

test("the conditions of a published view are added to, those of a saved one changed", () => {
  const asked = { ...address, filter: big };

  expect(listState(form, entry("open"), asked, columns(false), true)).toMatchObject({
    filter: big,
    shown: { all: [mine, big] },
    edited: true,
  });
  expect(listState(form, entry("7"), { ...address, filter: mine }, columns(false), true)).toMatchObject({
    filter: mine,
    shown: mine,
    edited: true,
  });
  expect(
    listState(form, entry("7"), { ...address, filter: NO_CONDITION }, columns(false), true),
  ).toMatchObject({
    filter: null,
    shown: null,
    edited: true,
  });
});

test("a list that says what its view says is not edited", () => {
  const same = addressedFilter(entry("7"), big);

  expect(same).toBeNull();
  expect(addressedFilter(entry("7"), null)).toEqual(NO_CONDITION);
  expect(listState(form, entry("7"), { ...address, sort: [] }, columns(false), true)).toMatchObject({
    filter: big,
    sort: form.sort,
    edited: false,
  });
});

test("columns that somebody arranged are a change of a view of their own only", () => {
  const edited = (key: string): boolean => listState(form, entry(key), address, columns(true), true).edited;

  expect([edited("7"), edited("jobs")]).toEqual([true, false]);
  const regathered = {
    ...columns(true),
    regathered: true,
    settings: { groups: [{ field: "stage" }] },
  } as unknown as Columns;
  expect(listState(form, entry("jobs"), address, regathered, true)).toMatchObject({
    edited: true,
    definition: { groups: [{ field: "stage" }] },
  });
  expect(listState(form, entry("jobs"), address, regathered, false).edited).toBe(false);
  const { definition } = listState(form, entry("jobs"), address, columns(true), true);
  expect(definition).toEqual({
    kind: "rows",
    filter: null,
    sort: [],
    columns: [{ field: "name", width: 120 }],
  });
});
