/** A draft that is changed here and there at once, over a server that may be away. */
import { expect, test } from "vitest";
import { Problem } from "~/api/problem";
import { setText } from "./commands/settings";
import type { Operation } from "./edit";
import type { Json } from "./json";
import { fieldOf, fieldsPlace } from "./model";
import { isSaved } from "./session";
import { type DraftAnswer, DraftStore, type Transport } from "./store";
import { DOCUMENT, patched } from "./trial";

/** A draft as the server keeps it, which others may change too. */
class Desk implements Transport {
  revision = 1;
  document: Json = DOCUMENT;
  isAway = false;
  loses = 0;

  answer(): DraftAnswer {
    const { revision, document } = this;
    return {
      revision,
      definition: document,
      issues: [],
      changes: revision - 1,
      published_version: 1,
      published: null,
      changed_by: { title: "Li Na" },
    };
  }

  read = async (): Promise<DraftAnswer> => this.answer();

  patch = async (revision: number, operations: readonly Operation[]): Promise<DraftAnswer> => {
    if (this.isAway) throw new Problem(0, { code: "offline" });
    if (revision !== this.revision) throw new Problem(412, { code: "draft_changed" });
    this.revision += 1;
    this.document = patched(this.document, operations);
    if (this.loses > 0) {
      this.loses -= 1;
      throw new Problem(0, { code: "offline" });
    }
    return this.answer();
  };
}

const label = (document: Json, field: string) => fieldOf(document, "visit", field)?.label;

function write(store: DraftStore, field: string, text: string): void {
  const { document } = store.snapshot().session;
  const edits = setText(document, [...fieldsPlace("visit"), { key: field }], "label", "en", text);
  store.perform({ what: "label", edits });
}

function opened(): { desk: Desk; store: DraftStore; other: DraftStore } {
  const desk = new Desk();
  return { desk, store: new DraftStore(desk, desk.answer()), other: new DraftStore(desk, desk.answer()) };
}

test("two builders at once keep what each of them has done", async () => {
  const { desk, store, other } = opened();

  write(store, "amount", "Sum");
  write(other, "name", "Title");
  await Promise.all([store.flush(), other.flush()]);

  expect(label(desk.document, "amount")).toEqual({ en: "Sum" });
  expect(label(desk.document, "name")).toEqual({ en: "Title" });
  await store.refresh();
  expect(store.snapshot().session.document).toEqual(desk.document);
});

test("the same text changed by two is laid aside for who comes second", async () => {
  const { desk, store, other } = opened();

  write(store, "amount", "Sum");
  await store.flush();
  write(other, "amount", "Price");
  await other.flush();

  expect(label(desk.document, "amount")).toEqual({ en: "Sum" });
  const [aside] = other.snapshot().session.aside;
  expect(aside?.by).toBe("Li Na");
  other.decide(aside?.change.id ?? 0, true);
  await other.flush();
  expect(label(desk.document, "amount")).toEqual({ en: "Price" });
});

test("what could not be sent waits, and goes when the server is there again", async () => {
  const { desk, store } = opened();

  desk.isAway = true;
  write(store, "amount", "Sum");
  await store.flush();
  expect(store.snapshot().trouble?.isRefused).toBe(false);
  expect(isSaved(store.snapshot().session)).toBe(false);
  desk.isAway = false;
  await store.flush();

  expect(label(desk.document, "amount")).toEqual({ en: "Sum" });
  expect(store.snapshot().trouble).toBeNull();
  store.dispose();
});

test("what arrived although its answer was lost is not done twice", async () => {
  const { desk, store } = opened();

  desk.loses = 1;
  write(store, "amount", "Sum");
  await store.flush();
  await store.flush();

  expect(desk.revision).toBe(2);
  expect(isSaved(store.snapshot().session)).toBe(true);
  store.dispose();
});

test("a refusal is told and nothing is lost", async () => {
  const { desk, store } = opened();
  desk.patch = async () => {
    throw new Problem(403, { code: "forbidden", detail: "You may not." });
  };

  write(store, "amount", "Sum");
  await store.flush();

  expect(store.snapshot().trouble).toEqual({ text: "You may not.", isRefused: true });
  expect(label(store.snapshot().session.document, "amount")).toEqual({ en: "Sum" });
});
