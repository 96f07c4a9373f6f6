/** Cells that were changed but are not saved yet, and their saving: what was changed together is sent together, and a
 * record is in one request at a time. */
import { Problem, sentenceOf, told } from "~/api/problem";
import type { Changed } from "~/api/records";
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
  /** Saves records by one request; gives for each what it holds then, or why it was not saved. */
  save: (changed: readonly Changed[]) => Promise<(RecordData | Problem)[]>;
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
const RECORDS_AT_ONCE = 500;

interface Sent extends Changed {
  fields: Map<string, Pending>;
  cells: ReadonlyMap<string, Pending>;
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Edits {
  private cells = new Map<RowKey, Map<string, Pending>>();
  private inFlight = new Set<RowKey>();
  private queue = new Set<RowKey>();
  private requests = 0;

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
    this.enqueue(touched);
    this.writing.changed();
  }

  retry(): void {
    for (const fields of this.cells.values()) {
      for (const pending of fields.values()) {
        if (pending.passing) {
          pending.state = "waiting";
          delete pending.problem;
          delete pending.passing;
        }
      }
    }
    this.enqueue(this.cells.keys());
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
        named.set(field, told({ message, hint }));
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

  private enqueue(keys: Iterable<RowKey>): void {
    for (const key of keys) if (key > 0) this.queue.add(key);
    this.next();
  }

  private next(): void {
    while (this.requests < AT_ONCE) {
      const keys = [...this.queue].filter((key) => !this.inFlight.has(key)).slice(0, RECORDS_AT_ONCE);
      for (const key of keys) this.queue.delete(key);
      const sent = keys.flatMap((key) => this.toSend(key) ?? []);
      if (sent.length > 0) void this.save(sent);
      else if (keys.length === 0) return;
    }
  }

  private toSend(key: RowKey): Sent | null {
    const fields = this.cells.get(key);
    const cells = new Map([...(fields ?? [])].filter(([, { state }]) => state === "waiting"));
    const version = this.writing.versionOf(key);
    if (!fields || cells.size === 0 || version === undefined) return null;
    for (const pending of cells.values()) pending.state = "saving";
    const values = Object.fromEntries([...cells].map(([field, { value }]) => [field, value]));
    return { id: key, version, values, fields, cells };
  }

  private async save(sent: readonly Sent[]): Promise<void> {
    this.requests += 1;
    for (const { id } of sent) this.inFlight.add(id);
    try {
      const answers = await this.send(sent);
      for (const [place, one] of sent.entries()) this.settle(one, answers[place]);
    } catch (thrown) {
      for (const one of sent) this.settle(one, thrown);
    } finally {
      this.requests -= 1;
      for (const { id } of sent) this.inFlight.delete(id);
      this.enqueue(
        sent
          .filter(({ fields }) => [...fields.values()].some(({ state }) => state === "waiting"))
          .filter(({ fields }) => this.isAlone(fields))
          .map(({ id }) => id),
      );
      this.writing.changed();
    }
  }

  /** Takes in what became of a record that was sent. */
  private settle({ id, fields, cells }: Sent, answer: unknown): void {
    if (isRecord(answer)) {
      this.writing.saved(answer);
      for (const [field, pending] of cells) {
        const now = fields.get(field);
        if (now === pending) fields.delete(field);
        else if (now) now.before = pending.value;
      }
      if (fields.size === 0) this.cells.delete(id);
    } else if (!(answer instanceof Problem && this.contest(id, cells, answer))) {
      const own = [...cells].filter(([field, one]) => fields.get(field) === one);
      this.refuse(
        id,
        own.map(([field]) => field),
        answer,
      );
    }
  }

  /** Whether the waiting cells of a record may be sent without those that were refused. */
  private isAlone(fields: ReadonlyMap<string, Pending>): boolean {
    return ![...fields.values()].some(({ state, passing }) => state === "failed" && passing);
  }

  /** Saves; where somebody changed other cells of a record meanwhile, once more upon their version. */
  private async send(sent: readonly Sent[]): Promise<(RecordData | Problem)[]> {
    const answers = await this.writing.save(sent.map(bare));
    const again = sent.flatMap((one, place) => {
      const version = untouched(one, answers[place]);
      return version === null ? [] : [{ place, changed: { ...bare(one), version } }];
    });
    if (again.length > 0) {
      const later = await this.writing.save(again.map(({ changed }) => changed));
      for (const [at, { place }] of again.entries()) answers[place] = later[at] ?? new Problem(404, {});
    }
    return answers;
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

const isRecord = (answer: unknown): answer is RecordData =>
  answer !== undefined && !(answer instanceof Error);

const bare = ({ id, version, values }: Changed): Changed => ({ id, version, values });

/** The version that another person made without touching the cells that were sent; null when it is no such case. */
function untouched({ cells }: Sent, answer: unknown): number | null {
  if (!(answer instanceof Problem) || answer.status !== 409 || typeof answer.body.version !== "number")
    return null;
  const current = (answer.body.current ?? {}) as Record<string, unknown>;
  const stands = [...cells].every(
    ([field, { before }]) => !(field in current) || same(current[field], before),
  );
  return stands ? answer.body.version : null;
}
