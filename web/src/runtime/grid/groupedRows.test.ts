/** Lines of groups: heads and rows where they belong, each group's rows read for themselves. */
import { expect, test } from "vitest";
import type { FilterTree, RecordGroup } from "~/api/types";
import { GroupedRows, valuesOf } from "./groupedRows";

const at = (field: string, value: unknown): FilterTree => ({ field, operator: "is", value });

const group = (field: string, value: unknown, count: number, groups?: RecordGroup[]): RecordGroup => ({
  value,
  count,
  totals: {},
  filter: at(field, value),
  ...(groups ? { groups } : {}),
});

const GROUPS: readonly RecordGroup[] = [
  group("stage", "open", 3, [group("hot", true, 2), group("hot", null, 1)]),
  group("stage", "won", 250),
];

function opened(groups = GROUPS) {
  const asked: { within: unknown; offset: number }[] = [];
  const count = groups.reduce((sum, each) => sum + each.count, 0);
  const rows = new GroupedRows(
    {
      by: [{ field: "stage" }, { field: "hot" }],
      groups: async () => ({ groups, truncated: false, all: { count, totals: {} } }),
      count: async () => count,
      read: async (offset, limit, _signal, within) => {
        asked.push({ within, offset });
        const size = JSON.stringify(within).includes("won") ? 250 : 3;
        const first = size === 250 ? 1000 : JSON.stringify(within).includes("null") ? 500 : 0;
        const length = Math.max(0, Math.min(limit, (size === 250 ? 250 : first ? 1 : 2) - offset));
        const items = Array.from({ length }, (_, index) => ({
          id: first + offset + index + 1,
          version: 1,
          title: null,
        }));
        return { items, total: null, next: offset + length < size && size > 3 ? "more" : null };
      },
    },
    () => undefined,
  );
  return { rows, asked };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

test("heads stand above their rows, which are read with the filters of all groups around them", async () => {
  const { rows, asked } = opened();
  rows.show(0, 0);
  await settled();

  expect(rows.total).toBe(253);
  expect(rows.lines).toBe(2 + 2 + 3 + 250);
  expect([0, 1, 4, 6].map((line) => rows.head(line)?.group.value)).toEqual(["open", true, null, "won"]);
  expect(rows.head(2)).toBeUndefined();

  await rows.load(0, 8);
  expect(rows.row(2)?.id).toBe(1);
  expect(rows.row(5)?.id).toBe(501);
  expect(rows.row(7)?.id).toBe(1001);
  expect(asked.map(({ within }) => within)).toContainEqual({ all: [at("stage", "open"), at("hot", true)] });
  expect(asked.every(({ offset }) => offset === 0)).toBe(true);
  expect(rows.indexOf(1001)).toBe(7);
  expect([2, 3, 5, 8].map((line) => rows.numberOf(line))).toEqual([1, 2, 1, 2]);
});

test("a closed group keeps its head, and a row far down is read where it is", async () => {
  const { rows, asked } = opened();
  rows.show(0, 0);
  await settled();

  rows.toggle(rows.head(0)?.path ?? "");
  expect(rows.lines).toBe(1 + 1 + 250);
  await rows.load(201, 201);
  expect(rows.row(201)?.id).toBe(1200);
  expect(asked.at(-1)?.offset).toBe(100);

  rows.setAllOpen(false);
  expect(rows.lines).toBe(2);
  rows.setAllOpen(true);
  expect(rows.lines).toBe(257);
});

test("a new record of a group begins with the values of the groups around it, spans of time aside", async () => {
  const { rows } = opened();
  rows.show(0, 0);
  await settled();

  const head = rows.head(1);
  if (!head) throw new Error("no group");
  expect(valuesOf(head, [{ field: "stage" }, { field: "hot" }])).toEqual({ stage: "open", hot: true });
  expect(valuesOf(head, [{ field: "stage" }, { field: "day", unit: "day" }])).toEqual({ stage: "open" });
});

test("small groups that come into sight together are read by one request, and large ones for themselves", async () => {
  const small = Array.from({ length: 30 }, (_, at) => group("client", at + 1, 2));
  const groups = [group("client", 900, 250), ...small, group("client", null, 1)];
  const together: unknown[][] = [];
  const alone: number[] = [];
  const record = (id: number) => ({ id, version: 1, title: null });
  const rows = new GroupedRows(
    {
      by: [{ field: "client" }],
      groups: async () => ({ groups, truncated: false, all: { count: 311, totals: {} } }),
      count: async () => 250,
      read: async (offset, limit) => {
        alone.push(offset);
        return {
          items: Array.from({ length: Math.min(limit, 250 - offset) }, (_, at) => record(offset + at)),
          total: null,
          next: offset + limit < 250 ? "more" : null,
        };
      },
      members: async (of) => {
        together.push([...of]);
        return of.map(([client]) => {
          const first = 10_000 + 10 * Number(client);
          return { items: [record(first), record(first + 1)], total: 2, next: null };
        });
      },
    },
    () => undefined,
  );
  rows.show(0, 0);
  await settled();

  await rows.load(0, 400);

  expect(together).toEqual([[...small.map(({ value }) => [value]), [null]]]);
  expect(alone).toEqual([0, 100, 200]);
  expect(rows.row(252)?.id).toBe(10_010);
  expect(rows.row(253)?.id).toBe(10_011);
});
