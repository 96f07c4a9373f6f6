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
