import { expect, test, vi } from "vitest";
import { Problem } from "~/api/problem";
import type { Changed } from "~/api/records";
import type { RecordData } from "~/api/types";
import { type Operations, RecordTable } from "./table";

/** A server in memory that keeps records, refuses blank names and knows versions. */
class Company {
  records = new Map<number, RecordData>();
  bin = new Map<number, RecordData>();
  reads: number[] = [];
  /** How many records each request to save had. */
  saves: number[] = [];
  /** How many records each request to create had. */
  creations: number[] = [];
  /** Whether nothing may be deleted. */
  keeps = false;

  constructor(count: number) {
    for (let id = 1; id <= count; id += 1) {
      this.records.set(id, { id, version: 1, title: `n${id}`, name: `n${id}`, size: id });
    }
  }

  operations(): Operations {
    return {
      read: async (offset, limit) => {
        this.reads.push(offset);
        const all = [...this.records.values()];
        const next = offset + limit < all.length ? "more" : null;
        return { items: all.slice(offset, offset + limit), total: null, next };
      },
      count: async () => this.records.size,
      save: async (changed) => {
        this.saves.push(changed.length);
        return changed.map((one) => this.save(one));
      },
      create: async (given) => {
        this.creations.push(given.length);
        return given.map((values) => this.create(values));
      },
      move: async (action, ids) => {
        if (this.keeps) throw new Problem(403, {});
        const [from, to] = action === "delete" ? [this.records, this.bin] : [this.bin, this.records];
        for (const id of ids) {
          const record = from.get(id);
          if (record) to.set(id, record);
          from.delete(id);
        }
        return new Map();
      },
      conflict: () => "somebody else changed this",
    };
  }

  private create(values: Record<string, unknown>): RecordData | Problem {
    try {
      this.check(values);
    } catch (thrown) {
      return thrown as Problem;
    }
    const id = 1000 + this.records.size;
    const record = { id, version: 1, title: null, ...values };
    this.records.set(id, record);
    return record;
  }

  private save({ id, version, values }: Changed): RecordData | Problem {
    const record = this.records.get(id);
    if (!record) return new Problem(404, {});
    if (record.version !== version) {
      const current = Object.fromEntries(Object.keys(values).map((key) => [key, record[key]]));
      return new Problem(409, { code: "stale", current, version: record.version });
    }
    try {
      this.check(values);
    } catch (thrown) {
      return thrown as Problem;
    }
    const saved = { ...record, ...values, version: version + 1 };
    this.records.set(id, saved);
    return saved;
  }

  private check(values: Record<string, unknown>): void {
    if ("name" in values && !values.name) {
      const issue = {
        code: "required",
        pointer: "/name",
        message: "Fill in the name.",
        hint: "",
        severity: "error",
      };
      throw new Problem(422, { issues: [issue as never] });
    }
  }
}

async function opened(count = 250): Promise<{ company: Company; table: RecordTable }> {
  const company = new Company(count);
  const table = new RecordTable(company.operations());
  await table.load(0, 0);
  return { company, table };
}

async function settled(table: RecordTable): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  expect(table.edits.counts().saving).toBe(0);
}

const complete = (): boolean => true;
const rowAt = (table: RecordTable, index: number) => {
  const row = table.row(index);
  if (!row) throw new Error(`row ${index} is not loaded`);
  return row;
};

test("only the blocks that are looked at are read", async () => {
  const { company, table } = await opened();

  await table.load(230, 240);

  expect(company.reads).toEqual([0, 200]);
  expect(table.rowCount).toBe(250);
  expect(table.row(150)).toBeUndefined();
  expect(rowAt(table, 235).record?.name).toBe("n236");
});

test("a changed cell shows at once, is saved, and can be undone and done again", async () => {
  const { company, table } = await opened();
  const change = { key: 5, field: "size", before: 5, after: 55 };

  table.change([change], complete);
  table.history.add({ changes: [change] });
  expect(table.value(rowAt(table, 4), "size")).toBe(55);
  await settled(table);
  expect(company.records.get(5)?.size).toBe(55);

  await table.history.undo();
  await settled(table);
  expect(company.records.get(5)?.size).toBe(5);

  await table.history.redo();
  await settled(table);
  expect(company.records.get(5)?.size).toBe(55);
});

test("a refused cell keeps what was typed with the reason, and the others of its row are saved", async () => {
  const { company, table } = await opened();

  table.change(
    [
      { key: 7, field: "name", before: "n7", after: "" },
      { key: 7, field: "size", before: 7, after: 70 },
    ],
    complete,
  );
  await settled(table);

  const row = rowAt(table, 6);
  expect(table.pending(row, "name")).toMatchObject({
    state: "failed",
    problem: "Fill in the name.",
    value: "",
  });
  expect(table.pending(row, "size")).toBeUndefined();
  expect(company.records.get(7)).toMatchObject({ name: "n7", size: 70 });
});

test("another person's change of another cell is no conflict", async () => {
  const { company, table } = await opened();
  company.records.set(3, { id: 3, version: 4, title: "n3", name: "changed", size: 3 });

  table.change([{ key: 3, field: "size", before: 3, after: 30 }], complete);
  await settled(table);

  expect(company.records.get(3)).toMatchObject({ name: "changed", size: 30 });
  expect(table.edits.counts().failed).toBe(0);
});

test("another person's change of the same cell is shown beside mine, and mine can be insisted on", async () => {
  const { company, table } = await opened();
  company.records.set(3, { id: 3, version: 4, title: "n3", name: "n3", size: 99 });

  table.change([{ key: 3, field: "size", before: 3, after: 30 }], complete);
  await settled(table);
  expect(table.pending(rowAt(table, 2), "size")).toMatchObject({ state: "failed", theirs: { value: 99 } });
  expect(company.records.get(3)?.size).toBe(99);

  table.edits.insist(3, "size");
  await settled(table);
  expect(company.records.get(3)?.size).toBe(30);
});

test("a new row is created when it is complete, keeps its place, and disappears when undone", async () => {
  const { company, table } = await opened();
  const [key = 0] = table.append(1);
  const changes = [{ key, field: "name", before: null, after: "new" }];

  table.change(changes, complete);
  table.history.add({ changes, created: [key] });
  await settled(table);
  expect(rowAt(table, 250).record?.name).toBe("new");
  expect(company.records.size).toBe(251);

  await table.history.undo();
  expect(table.rowCount).toBe(250);
  expect(company.records.size).toBe(250);
  await table.history.redo();
  expect(company.records.size).toBe(251);
});

test("a new row that is refused stays with its cells until it is right", async () => {
  const { company, table } = await opened();
  const [key = 0] = table.append(1);

  table.change([{ key, field: "size", before: null, after: 1 }], () => false);
  table.change([{ key, field: "name", before: null, after: "" }], () => false);
  await table.finish([key]);
  expect(table.pending(rowAt(table, 250), "name")?.problem).toBe("Fill in the name.");
  expect(table.value(rowAt(table, 250), "size")).toBe(1);
  expect(table.pending(rowAt(table, 250), "size")?.problem).toBeUndefined();

  table.change([{ key, field: "name", before: "", after: "right" }], complete);
  await settled(table);
  expect([...company.records.values()].at(-1)).toMatchObject({ name: "right", size: 1 });
});

test("new rows that are pasted leave by one request in their order, and what is refused stays with its reason", async () => {
  const { company, table } = await opened();
  const keys = table.append(4);
  const names = ["a", "", "c", "d"];
  const changes = keys.map((key, at) => ({ key, field: "name", before: null, after: names[at] }));

  table.change(changes, complete);
  table.history.add({ changes, created: keys });
  await table.finish(keys);

  expect(company.creations).toEqual([4]);
  expect([250, 252, 253].map((index) => rowAt(table, index).record?.name)).toEqual(["a", "c", "d"]);
  expect(rowAt(table, 251).record).toBeNull();
  expect(table.pending(rowAt(table, 251), "name")?.problem).toBe("Fill in the name.");

  await table.history.undo();
  expect(company.records.size).toBe(250);
  expect(table.rowCount).toBe(250);
});

test("rows that a paste filled or added go when it is undone, and stay untouched where that is refused", async () => {
  const { company, table } = await opened();
  const [first = 0] = table.append(1);
  const keys = [first, ...table.append(2)];
  const changes = keys.map((key) => ({ key, field: "name", before: null, after: "x" }));
  table.change(changes, complete);
  table.history.add({ changes, created: keys.slice(1) });
  await table.finish(keys);
  expect(company.records.size).toBe(253);

  company.keeps = true;
  const undone = await table.history.undo();

  expect(undone?.refused).toHaveLength(1);
  expect(company.records.size).toBe(253);
  expect(rowAt(table, 250).record?.name).toBe("x");
  expect(table.edits.counts()).toMatchObject({ failed: 0, saving: 0 });
});

test("an empty new row is dropped when the person leaves it", async () => {
  const { company, table } = await opened();
  const keys = table.append(1);

  await table.finish(keys);

  expect(table.rowCount).toBe(250);
  expect(company.records.size).toBe(250);
});

test("what is changed together is saved together, and a refused record holds no other back", async () => {
  const { company, table } = await opened();
  company.records.set(30, { id: 30, version: 4, title: "n30", name: "n30", size: 99 });
  const changes = Array.from({ length: 100 }, (_, at) => ({
    key: at + 1,
    field: at === 6 ? "name" : "size",
    before: at === 6 ? "n7" : at + 1,
    after: at === 6 ? "" : 1000,
  }));

  table.change(changes, complete);
  await settled(table);

  expect(company.saves).toEqual([100]);
  expect([...company.records.values()].filter(({ size }) => size === 1000)).toHaveLength(98);
  expect(table.pending(rowAt(table, 6), "name")?.problem).toBe("Fill in the name.");
  expect(table.pending(rowAt(table, 29), "size")).toMatchObject({ theirs: { value: 99 } });
  expect(table.edits.counts()).toMatchObject({ failed: 2 });
});

test("a paste of thousands is a few requests, and its undoing as many", async () => {
  const { company, table } = await opened(1200);
  await table.load(0, 1199);
  const changes = Array.from({ length: 1200 }, (_, at) => ({
    key: at + 1,
    field: "size",
    before: at + 1,
    after: 0,
  }));

  table.change(changes, complete);
  table.history.add({ changes });
  await settled(table);
  await table.history.undo();
  await settled(table);

  expect(company.saves).toEqual([500, 500, 200, 500, 500, 200]);
  expect(company.records.get(777)).toMatchObject({ size: 777, version: 3 });
});

test("text that is no value of the field is kept in its cell and is never sent", async () => {
  const { company, table } = await opened();
  const change = {
    key: 2,
    field: "size",
    before: 2,
    after: null,
    unread: { text: "many", problem: "Not a number." },
  };

  table.change([change], complete);
  table.history.add({ changes: [change] });
  await settled(table);
  expect(table.pending(rowAt(table, 1), "size")).toMatchObject({ text: "many", problem: "Not a number." });
  expect(company.records.get(2)?.size).toBe(2);

  await table.history.undo();
  expect(table.value(rowAt(table, 1), "size")).toBe(2);
});

test("deleted rows come back when the deletion is undone", async () => {
  const { company, table } = await opened();

  const { removed } = await table.remove([10, 11]);
  table.history.add({ removed });
  expect(table.rowCount).toBe(248);

  await table.history.undo();
  expect(company.records.has(10)).toBe(true);
  expect(table.rowCount).toBe(250);
});

test("what others changed is read again, what was saved here is not, and nothing moves while somebody types", async () => {
  vi.useFakeTimers();
  const { company, table } = await opened(3);
  const changed = (version: number) => [{ id: 2, action: "update", version }];
  table.change([{ key: 2, field: "size", before: 2, after: 22 }], complete);
  await settled(table);

  table.learn(changed(2));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(company.reads).toEqual([0]);

  company.records.set(2, { id: 2, version: 3, title: "n2", name: "theirs", size: 23 });
  table.hold(true);
  table.learn(changed(3));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(rowAt(table, 1).record?.name).toBe("n2");

  table.hold(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(rowAt(table, 1).record?.name).toBe("theirs");
  expect(table.indexOf(2)).toBe(1);

  table.learn([{ id: 2, action: "delete" }]);
  table.learn(null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(company.reads).toEqual([0, 0, 0]);
  vi.useRealTimers();
});
