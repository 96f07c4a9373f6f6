/** A list that is read block by block: how many rows it has is learned apart from them. */
import { expect, test, vi } from "vitest";
import { RowWindow } from "./rowWindow";

/** A promise that somebody else keeps. */
function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

/** A list of numbered records, whose answers can be held back. */
class Listed {
  reads: number[] = [];
  counts = 0;
  reading: Promise<void> = Promise.resolve();
  counting: Promise<void> = Promise.resolve();
  readonly window: RowWindow;

  constructor(public size: number) {
    this.window = new RowWindow(this.read, () => undefined, this.count);
  }

  read = async (offset: number, limit: number) => {
    this.reads.push(offset);
    await this.reading;
    const length = Math.max(0, Math.min(limit, this.size - offset));
    const items = Array.from({ length }, (_, at) => ({ id: offset + at + 1, version: 1, title: null }));
    return { items, total: null, next: offset + limit < this.size ? "more" : null };
  };

  count = async () => {
    this.counts += 1;
    await this.counting;
    return this.size;
  };

  /** Whether they are counted, and how many lines there are. */
  get known(): [boolean, number | null] {
    return [this.window.isCounted, this.window.total];
  }
}

async function opened(size: number): Promise<Listed> {
  const list = new Listed(size);
  await list.window.load(0, 0);
  return list;
}

test("rows are there before they are counted", async () => {
  const list = new Listed(250);
  const counting = held();
  list.counting = counting.promise;

  list.window.show(0, 20);
  await vi.waitFor(() => expect(list.window.row(99)?.id).toBe(100));
  expect(list.known).toEqual([false, 101]);

  counting.release();
  await list.window.counted();
  expect(list.known).toEqual([true, 250]);
});

test("a list that ends where it was read is not counted", async () => {
  const list = await opened(100);
  expect(list.known).toEqual([true, 100]);
  expect(list.counts).toBe(0);
});

test("while a list is counted again, the number that was known stands", async () => {
  const list = await opened(250);
  const counting = held();
  list.counting = counting.promise;
  list.size = 249;

  await list.window.refresh();
  expect(list.known).toEqual([true, 250]);
  counting.release();
  await list.window.counted();
  expect(list.known).toEqual([true, 249]);
});

test("a list that cannot be counted is read on to its end", async () => {
  const list = new Listed(250);
  list.counting = Promise.reject(new Error("too slow"));
  await list.window.load(0, 0);
  expect(list.known).toEqual([false, 101]);
  expect(list.window.error).toBeNull();

  await list.window.load(0, 1_000);
  expect(list.known).toEqual([true, 250]);
});

test("a list is counted once, however many of its rows are read", async () => {
  const list = await opened(250);
  await list.window.load(0, 249);
  await list.window.ask(list.read, list.count);
  await list.window.counted();
  expect(list.counts).toBe(2);
});

test("what somebody waits for is read to its end, wherever the reader looks meanwhile", async () => {
  const list = await opened(250);
  let reading = held();
  list.reading = reading.promise;
  const loading = list.window.load(200, 249);
  list.window.show(0, 20);
  // The list reads what is in sight when the reader rests, and gives up the rest.
  await vi.waitFor(() => expect(list.reads).toContain(100));
  reading.release();
  await loading;
  expect(list.window.row(249)?.id).toBe(250);

  await list.window.refresh();
  reading = held();
  list.reading = reading.promise;
  const again = list.window.load(200, 249);
  const interrupting = list.window.refresh();
  reading.release();
  await Promise.all([again, interrupting]);
  expect(list.window.row(249)?.id).toBe(250);
});

test("what a refresh forgets of rows that somebody waits for is read once more", async () => {
  const list = await opened(450);
  await list.window.load(0, 250);
  const reading = held();
  list.reading = reading.promise;
  const loading = list.window.load(0, 449);
  const interrupting = list.window.refresh();
  reading.release();
  await Promise.all([loading, interrupting]);

  const missing = Array.from({ length: 450 }, (_, at) => at).filter((at) => !list.window.row(at));
  expect(missing).toEqual([]);
});

test("a count that failed is tried again by whoever needs it", async () => {
  const list = new Listed(250);
  list.counting = Promise.reject(new Error("away"));
  await list.window.load(0, 0);
  list.counting = Promise.resolve();

  await list.window.counted();
  expect(list.known).toEqual([true, 250]);
});
