/** Cells that were changed but are not saved yet, and their saving: one request per record at a time. */
import { Problem, sentenceOf } from "~/api/problem";
import type { RecordData } from "~/api/types";

/** A record by its id, or a row that is not created yet by a negative number. */
export type RowKey = number;

export interface Change {
  key: RowKey;
  field: string;
  before: unknown;
  after: unknown;
  /** What was pasted or typed where it could not be read as a value, and why. */
  unread?: { text: string; problem: string };
}

export interface Pending {
  value: unknown;
  before: unknown;
  text?: string;
  problem?: string;
  state: "waiting" | "saving" | "failed";
  /** Whether trying again without a change may succeed. */
  passing?: boolean;
  /** Another person's value that stands there now. */
  theirs?: { value: unknown };
}

export interface Writing {
  patch: (id: number, version: number, values: Record<string, unknown>) => Promise<RecordData>;
  versionOf: (id: number) => number | undefined;
  /** Takes in what a record holds by now, when somebody else changed it. */
  learned: (id: number, version: number, values: Record<string, unknown>) => void;
  /** Takes the saved record in. */
  saved: (record: RecordData) => void;
  changed: () => void;
  /** The sentence for a cell that somebody else changed meanwhile. */
  conflict: () => string;
}

const AT_ONCE = 4;

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Edits {
  private cells = new Map<RowKey, Map<string, Pending>>();
  private inFlight = new Set<RowKey>();
  private queue: RowKey[] = [];

  constructor(private readonly writing: Writing) {}

  pending(key: RowKey, field: string): Pending | undefined {
    return this.cells.get(key)?.get(field);
  }

  of(key: RowKey): ReadonlyMap<string, Pending> | undefined {
    return this.cells.get(key);
  }

  /** How many cells are being saved and how many could not be. */
  counts(): { saving: number; failed: number; passing: number } {
    const counts = { saving: 0, failed: 0, passing: 0 };
    for (const [key, fields] of this.cells) {
      for (const { state, passing } of fields.values()) {
        if (state === "failed") counts.failed += 1;
        else if (key > 0) counts.saving += 1;
        if (passing) counts.passing += 1;
      }
    }
    return counts;
  }

  /** Holds changed cells; those of existing records are saved at once. */
  apply(changes: readonly Change[]): void {
    const touched = new Set<RowKey>();
    for (const { key, field, before, after, unread } of changes) {
      const fields = this.cells.get(key) ?? new Map<string, Pending>();
      const earlier = fields.get(field);
      this.cells.set(key, fields);
      fields.set(field, {
        value: after,
        before: earlier ? earlier.before : before,
        ...(unread ? { text: unread.text, problem: unread.problem } : {}),
        state: unread ? "failed" : "waiting",
      });
      touched.add(key);
    }
    for (const key of touched) if (key > 0) this.enqueue(key);
    this.writing.changed();
  }

  retry(): void {
    for (const [key, fields] of this.cells) {
      for (const pending of fields.values()) {
        if (pending.passing) {
          pending.state = "waiting";
          delete pending.problem;
          delete pending.passing;
        }
      }
      if (key > 0) this.enqueue(key);
    }
    this.writing.changed();
  }

  /** Forgets an unsaved cell: what is stored stands again. */
  discard(key: RowKey, field: string): void {
    this.cells.get(key)?.delete(field);
    if (this.cells.get(key)?.size === 0) this.cells.delete(key);
    this.writing.changed();
  }

  /** Sends a cell again as it is: mine shall stand. */
  insist(key: RowKey, field: string): void {
    const pending = this.pending(key, field);
    if (!pending || pending.text !== undefined) return;
    this.apply([{ key, field, before: pending.before, after: pending.value }]);
  }

  forget(key: RowKey): void {
    this.cells.delete(key);
  }

  /** Marks the cells that a refusal names; a refusal that names none of them marks them all. */
  refuse(key: RowKey, sent: Iterable<string>, thrown: unknown): void {
    const fields = this.cells.get(key) ?? new Map<string, Pending>();
    this.cells.set(key, fields);
    const problem = thrown instanceof Problem ? thrown : null;
    const named = new Map<string, string>();
    for (const { pointer, message, hint, severity } of problem?.issues ?? []) {
      const field = pointer.split("/")[1] ?? "";
      if (field && severity !== "warning" && !named.has(field)) {
        named.set(field, [message, hint].filter(Boolean).join(" "));
      }
    }
    for (const [field, text] of named) {
      const pending = fields.get(field) ?? { value: null, before: null, state: "failed" as const };
      fields.set(field, { ...pending, state: "failed", problem: text });
    }
    const others = [...sent];
    // The rest of an existing record is sent again without the cells at fault; a new row waits for them.
    const blamed = others.some((field) => named.has(field)) || (key < 0 && named.size > 0);
    for (const field of others) {
      const pending = fields.get(field);
      if (!pending || named.has(field)) continue;
      if (blamed) pending.state = "waiting";
      else {
        pending.state = "failed";
        pending.problem = sentenceOf(thrown);
        if (problem?.passing) pending.passing = true;
      }
    }
  }

  private enqueue(key: RowKey): void {
    if (!this.queue.includes(key)) this.queue.push(key);
    this.next();
  }

  private next(): void {
    while (this.inFlight.size < AT_ONCE) {
      const at = this.queue.findIndex((key) => !this.inFlight.has(key));
      const [key] = at < 0 ? [] : this.queue.splice(at, 1);
      if (key === undefined) return;
      void this.save(key);
    }
  }

  private async save(key: RowKey): Promise<void> {
    const fields = this.cells.get(key);
    const sent = new Map([...(fields ?? [])].filter(([, { state }]) => state === "waiting"));
    const version = this.writing.versionOf(key);
    if (!fields || sent.size === 0 || version === undefined) return;
    for (const pending of sent.values()) pending.state = "saving";
    this.inFlight.add(key);
    try {
      const values = Object.fromEntries([...sent].map(([field, { value }]) => [field, value]));
      this.writing.saved(await this.patch(key, version, values, sent));
      for (const [field, pending] of sent) {
        const now = fields.get(field);
        if (now === pending) fields.delete(field);
        else if (now) now.before = pending.value;
      }
      if (fields.size === 0) this.cells.delete(key);
    } catch (thrown) {
      if (!(thrown instanceof Problem && this.contest(key, sent, thrown))) {
        this.refuse(
          key,
          [...sent].filter(([field, one]) => fields.get(field) === one).map(([field]) => field),
          thrown,
        );
      }
    } finally {
      this.inFlight.delete(key);
      if ([...fields.values()].some(({ state }) => state === "waiting") && this.isAlone(fields))
        this.enqueue(key);
      this.next();
      this.writing.changed();
    }
  }

  /** Whether the waiting cells of a record may be sent without those that were refused. */
  private isAlone(fields: ReadonlyMap<string, Pending>): boolean {
    return ![...fields.values()].some(({ state, passing }) => state === "failed" && passing);
  }

  /** Saves; when somebody changed other cells of the record meanwhile, saves again upon their version. */
  private async patch(
    id: number,
    version: number,
    values: Record<string, unknown>,
    sent: ReadonlyMap<string, Pending>,
  ): Promise<RecordData> {
    try {
      return await this.writing.patch(id, version, values);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 409 || typeof thrown.body.version !== "number")
        throw thrown;
      const current = (thrown.body.current ?? {}) as Record<string, unknown>;
      const untouched = [...sent].every(
        ([field, { before }]) => !(field in current) || same(current[field], before),
      );
      if (!untouched) throw thrown;
      return await this.writing.patch(id, thrown.body.version, values);
    }
  }

  /** Shows another person's value beside mine, for the cells that both of us changed. */
  private contest(key: RowKey, sent: ReadonlyMap<string, Pending>, thrown: Problem): boolean {
    if (thrown.status !== 409 || typeof thrown.body.version !== "number") return false;
    const current = (thrown.body.current ?? {}) as Record<string, unknown>;
    this.writing.learned(key, thrown.body.version, current);
    for (const [field, pending] of sent) {
      pending.state = "failed";
      pending.problem = this.writing.conflict();
      if (field in current) {
        pending.theirs = { value: current[field] };
        pending.before = current[field];
      }
    }
    return true;
  }
}
