import { expect, test, vi } from "vitest";
import type { FieldView, RecordData } from "~/api/types";
import type { KindContextValue } from "~/kinds/context";
import type { FieldKind } from "~/kinds/define";
import type { GridColumn } from "./columns";
import { clear, copyText, fill, MOST_ROWS, type Place, paste } from "./deeds";
import { type Operations, RecordTable } from "./table";

const context = {} as KindContextValue;

/** A kind that reads whole numbers and refuses everything else. */
const figure = {
  toText: (value: unknown) => (value === null || value === undefined ? "" : String(value)),
  fromText: (text: string) =>
    text === ""
      ? { value: null }
      : /^\d+$/.test(text)
        ? { value: Number(text) }
        : { problem: "Write a whole number." },
} as unknown as FieldKind;

const words = { ...figure, fromText: (text: string) => ({ value: text || null }) } as unknown as FieldKind;

function column(key: string, kind: FieldKind, change: Partial<GridColumn> = {}): GridColumn {
  const field = { key, kind: "any", label: {}, required: key === "name" } as unknown as FieldView;
  return { key, field, kind, width: 100, writable: true, frozen: false, leading: false, ...change };
}

async function opened(
  mayCreate = true,
  count = 5,
  counting: Promise<void> = Promise.resolve(),
): Promise<{ place: Place; kept: Map<number, RecordData> }> {
  const kept = new Map<number, RecordData>();
  for (let id = 1; id <= count; id += 1)
    kept.set(id, { id, version: 1, title: null, name: `n${id}`, size: id, sum: 10 });
  const operations: Operations = {
    read: async (offset, limit) => {
      const all = [...kept.values()];
      const next = offset + limit < all.length ? "more" : null;
      return { items: all.slice(offset, offset + limit), total: null, next };
    },
    count: async () => {
      await counting;
      return kept.size;
    },
    save: async (changed) =>
      changed.map(({ id, version, values }) => {
        const saved = { ...kept.get(id), ...values, id, version: version + 1 } as RecordData;
        kept.set(id, saved);
        return saved;
      }),
    create: async (given) =>
      given.map((values) => {
        const id = kept.size + 1;
        const made = { id, version: 1, title: null, ...values };
        kept.set(id, made);
        return made;
      }),
    move: async (action, ids) => {
      if (action === "delete") for (const id of ids) kept.delete(id);
      return new Map();
    },
    conflict: () => "",
  };
  const table = new RecordTable(operations);
  table.show(0, 0);
  await vi.waitFor(() => expect(table.total).not.toBeNull());
  const columns = [column("name", words), column("size", figure), column("sum", figure, { writable: false })];
  return { place: { table, form: "thing", columns, context, mayCreate }, kept };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}

const at = (top: number, left: number, bottom = top, right = left) => ({ top, bottom, left, right });

test("a block pasted at the end changes the last rows and creates the others", async () => {
  const { place, kept } = await opened();

  const outcome = await paste(place, at(4, 0), "a\t1\nb\t2\nc\t3\n", null);
  await settled();

  expect(outcome).toMatchObject({ created: 2, rowsLeft: 0, reached: at(4, 0, 6, 1) });
  expect([...kept.values()].slice(4).map(({ name, size }) => [name, size])).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]);
});

test("text that is no value stays in its cell with the reason, and the rest is saved", async () => {
  const { place, kept } = await opened();

  await paste(place, at(0, 0), "a\tmany\nb\t2", null);
  await settled();

  const row = place.table.row(0);
  expect(row && place.table.pending(row, "size")).toMatchObject({
    text: "many",
    problem: "Write a whole number.",
  });
  expect(kept.get(1)).toMatchObject({ name: "a", size: 1 });
  expect(kept.get(2)).toMatchObject({ name: "b", size: 2 });
});

test("what cannot be edited or finds no place is counted, not lost in silence", async () => {
  const { place } = await opened(false);

  const outcome = await paste(place, at(4, 1), "1\t99\tx\n2\t99\ty", null);

  expect(outcome).toMatchObject({ readOnly: 1, columnsLeft: 1, rowsLeft: 1, created: 0 });
});

test("one copied cell fills the whole selected range", async () => {
  const { place, kept } = await opened();

  await paste(place, at(0, 1, 3, 1), "7", null);
  await settled();

  expect([...kept.values()].map(({ size }) => size)).toEqual([7, 7, 7, 7, 5]);
});

test("a filled range repeats its pattern downwards and is undone as one deed", async () => {
  const { place, kept } = await opened();

  await fill(place, at(0, 1, 1, 1), at(0, 1, 4, 1));
  await settled();
  expect([...kept.values()].map(({ size }) => size)).toEqual([1, 2, 1, 2, 1]);

  await place.table.history.undo();
  await settled();
  expect([...kept.values()].map(({ size }) => size)).toEqual([1, 2, 3, 4, 5]);
});

test("clearing leaves alone what cannot be edited", async () => {
  const { place, kept } = await opened();

  const outcome = await clear(place, at(0, 1, 1, 2));
  await settled();

  expect(outcome).toMatchObject({ changed: 2, readOnly: 2 });
  expect(kept.get(1)).toMatchObject({ size: null, sum: 10 });
});

test("a column is cleared to its end, also while its rows are counted", async () => {
  let counted = (): void => undefined;
  const counting = new Promise<void>((resolve) => {
    counted = resolve;
  });
  const { place, kept } = await opened(true, 230, counting);

  const clearing = clear(place, at(0, 1, place.table.rowCount - 1, 1));
  counted();
  expect(await clearing).toMatchObject({ changed: 230, rowsKept: 0 });
  await settled();

  expect([...kept.values()].every(({ size }) => size === null)).toBe(true);
});

test("rows that are too many to be cleared at once are told of", async () => {
  const { place } = await opened(true, MOST_ROWS + 30);
  await place.table.counted();

  expect(await clear(place, at(0, 1, MOST_ROWS + 29, 1))).toMatchObject({ changed: MOST_ROWS, rowsKept: 30 });
});

test("a block is pasted over rows that were not known of yet, and not behind them", async () => {
  let counted = (): void => undefined;
  const counting = new Promise<void>((resolve) => {
    counted = resolve;
  });
  const { place, kept } = await opened(true, 120, counting);
  const lines = Array.from({ length: 30 }, (_, line) => `${1000 + line}`).join("\n");

  const pasting = paste(place, at(95, 1, 95, 1), lines, null);
  counted();
  expect(await pasting).toMatchObject({ changed: 30, created: 5 });
  await settled();

  expect([kept.get(96)?.size, kept.get(120)?.size, kept.size]).toEqual([1000, 1024, 125]);
});

test("cells copied in the grid keep their exact values beside their text", async () => {
  const { place } = await opened();

  expect(copyText(place, at(0, 0, 1, 1))).toEqual({
    text: "n1\t1\nn2\t2",
    own: {
      form: "thing",
      fields: ["name", "size"],
      values: [
        ["n1", 1],
        ["n2", 2],
      ],
    },
  });
});

test("a pasted block stays in its rows when others are added above while its texts are looked up", async () => {
  const { place, kept } = await opened();
  let found = (): void => undefined;
  const looking = new Promise<void>((resolve) => {
    found = resolve;
  });
  const slow = { ...figure, fromText: async (text: string) => looking.then(() => ({ value: Number(text) })) };
  const columns = [column("size", slow as unknown as FieldKind)];

  const pasting = paste({ ...place, columns }, at(2, 0), "103\n104\n105\n106", null);
  await settled();
  const rows = [...kept];
  kept.clear();
  for (const [id, record] of [[9, { id: 9, version: 1, title: null, name: "n9", size: 9 }] as const, ...rows])
    kept.set(id, record);
  await place.table.refresh();
  found();
  await pasting;
  await settled();

  expect([...kept.values()].map(({ size }) => size)).toEqual([9, 1, 2, 103, 104, 105, 106]);
});

test("a new row is found again when the list before it grows, and is told from those that were read", async () => {
  const { place, kept } = await opened(true, 3);
  const { table } = place;
  const [key = 0] = table.append(1);
  expect(table.indexOf(key)).toBe(3);

  kept.set(4, { id: 4, version: 1, title: null, name: "n4", size: 4, sum: 10 });
  const reading = table.refresh();
  await vi.waitFor(() => expect(table.indexOf(4)).toBe(3));
  expect(table.indexOf(key)).toBe(4);
  expect([table.isAdded(key), table.isAdded(4)]).toEqual([true, false]);
  await reading;
});

test("what others change while rows are read for a deed is learned after it", async () => {
  let counted = (): void => undefined;
  const counting = new Promise<void>((resolve) => {
    counted = resolve;
  });
  const { place, kept } = await opened(true, 230, counting);
  vi.useFakeTimers();
  const loading = place.table.load(0, 99);
  kept.set(1, { id: 1, version: 2, title: null, name: "theirs", size: 1, sum: 10 });
  place.table.learn(null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(place.table.row(0)?.record?.name).toBe("n1");

  counted();
  await loading;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(place.table.row(0)?.record?.name).toBe("theirs");
  vi.useRealTimers();
});
