/** The grid's rows and cells as one thing: rows read in windows, new rows at the end, unsaved cells, undo and redo. */
import type { Problem } from "~/api/problem";
import { attempt, type Changed } from "~/api/records";
import type { RecordData } from "~/api/types";
import { type Change, Edits, type Pending, type RowKey } from "./edits";
import { GroupedRows, type GroupHead, type Question } from "./groupedRows";
import { History } from "./history";
import { type Heard, Learning } from "./learning";

export interface Operations extends Question {
  save: (changed: readonly Changed[]) => Promise<(RecordData | Problem)[]>;
  /** Makes records by one request; `once` names the attempt. Gives each in its place, or why it was not made. */
  create: (records: readonly Record<string, unknown>[], once: string) => Promise<(RecordData | Problem)[]>;
  /** Into the recycle bin and back; gives those that refused, with the reason. */
  move: (action: "delete" | "restore", ids: readonly number[]) => Promise<ReadonlyMap<number, Problem>>;
  conflict: () => string;
  /** Which marking condition holds on each record; absent where nothing is marked. */
  marks?: (ids: readonly number[]) => Promise<ReadonlyMap<number, number | null>>;
}

export interface TableRow {
  key: RowKey;
  /** Null for a row that is not created yet. */
  record: RecordData | null;
}

interface NewRow extends TableRow {
  creating: boolean;
}

/** So many new records leave by one request. */
const AT_ONCE = 500;

export class RecordTable {
  readonly edits: Edits;
  readonly history: History;
  private readonly window: GroupedRows;
  private readonly learning = new Learning(() => this.refresh());
  private tail: NewRow[] = [];
  private ids = new Map<RowKey, number>();
  private nextKey = -1;
  private typing = false;
  /** How many deeds wait for rows. */
  private loads = 0;
  /** Records with unsaved cells, which another filter may have taken out of sight. */
  private held = new Map<number, RecordData>();
  private listeners = new Set<() => void>();
  private version = 0;
  /** New records leave one request after the other, so that they are made in their order. */
  private creations: Promise<void> = Promise.resolve();

  constructor(private readonly operations: Operations) {
    const changed = (): void => this.announce();
    this.window = new GroupedRows(operations, changed);
    this.edits = new Edits({
      save: operations.save,
      versionOf: (id) => this.recordOf(id)?.version,
      saved: (record) => {
        this.take(record);
        void this.follow(record.id);
      },
      learned: (id, version, values) => this.take({ ...values, id, version } as RecordData),
      changed,
      conflict: operations.conflict,
    });
    this.history = new History(this);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  get total(): number | null {
    return this.window.total === null
      ? null
      : this.window.total + this.tail.filter(({ record }) => record).length;
  }

  /** Whether the total is how many there are, and not only how many are known of. */
  get isCounted(): boolean {
    return this.window.isCounted;
  }

  /** Waits for the count that is under way, or has the rows counted once more where that failed. */
  counted(): Promise<void> {
    return this.window.counted();
  }

  get rowCount(): number {
    return this.window.lines + this.tail.length;
  }

  /** What all rows together come to, by "aggregate:field". */
  get summary(): GroupedRows["summary"] {
    return this.window.summary;
  }

  get isGrouped(): boolean {
    return this.window.isGrouped;
  }

  /** Whether there are more groups than are shown. */
  get truncated(): boolean {
    return this.window.truncated;
  }

  /** The group whose head stands at a line. */
  head(index: number): GroupHead | undefined {
    return this.window.head(index);
  }

  toggle(path: string): void {
    this.window.toggle(path);
  }

  setAllOpen(open: boolean): void {
    this.window.setAllOpen(open);
  }

  /** How a row is counted: within its group where there are groups. */
  numberOf(index: number): number {
    return this.window.numberOf(index);
  }

  /** Which marking condition holds on a row. */
  mark(index: number): number | null {
    return this.window.mark(index);
  }

  /** Whether the rows shown still answer an earlier filter or order. */
  get isStale(): boolean {
    return this.window.isStale;
  }

  /** Whether leaving the page would lose something. */
  get hasUnsaved(): boolean {
    const { saving, failed } = this.edits.counts();
    return saving + failed > 0 || this.tail.some(({ key, record }) => !record && this.edits.of(key)?.size);
  }

  get error(): unknown {
    return this.window.error;
  }

  show(first: number, last: number): void {
    this.window.show(first, last);
  }

  /** Reads whatever is missing of some rows and waits for it; what others change meanwhile is learned afterwards. */
  async load(first: number, last: number): Promise<void> {
    this.loads += 1;
    this.settleHold();
    try {
      await this.window.load(first, last);
    } finally {
      this.loads -= 1;
      this.settleHold();
    }
  }

  close(): void {
    this.learning.close();
    this.window.close();
  }

  /** Others changed records; null: more of them than can be told. What was saved here is known already. */
  learn(heard: readonly Heard[] | null): void {
    const known = ({ id, action, version }: Heard): boolean =>
      action !== "delete" && version !== undefined && (this.recordOf(id)?.version ?? 0) >= version;
    if (this.window.total !== null && !heard?.every(known)) this.learning.want();
  }

  /** While somebody types in a cell, the rows stay as they are. */
  hold(typing: boolean): void {
    this.typing = typing;
    this.settleHold();
  }

  indexOf(key: RowKey): number | undefined {
    const at = this.tail.findIndex((row) => row.key === key);
    return at < 0 ? this.window.indexOf(this.idOf(key)) : this.window.lines + at;
  }

  /** Whether a row stands behind the others, where it was added, until they are read again. */
  isAdded(key: RowKey): boolean {
    return this.tail.some((row) => row.key === key);
  }

  questionOf(index: number): number | undefined {
    return this.window.questionOf(index);
  }

  /** Asks for other rows; what is not saved stays. */
  async ask(question: Question): Promise<void> {
    this.tail = this.tail.filter(({ record }) => !record);
    await this.window.ask(question);
  }

  /** Reads again what is shown; rows that were created meanwhile take their place in the order. */
  async refresh(): Promise<void> {
    await this.window.refresh();
    this.tail = this.tail.filter(({ record }) => !record);
    this.announce();
  }

  row(index: number): TableRow | undefined {
    const { lines } = this.window;
    if (index >= lines) return this.tail[index - lines];
    const record = this.window.row(index);
    return record && { key: record.id, record };
  }

  recordOf(key: RowKey): RecordData | undefined {
    const id = this.ids.get(key) ?? key;
    return (
      this.window.byId(id) ?? this.tail.find(({ record }) => record?.id === id)?.record ?? this.held.get(id)
    );
  }

  pending(row: TableRow, field: string): Pending | undefined {
    return this.edits.pending(row.record?.id ?? row.key, field);
  }

  value(row: TableRow, field: string): unknown {
    const pending = this.pending(row, field);
    return pending ? pending.value : (row.record?.[field] ?? null);
  }

  /** The record as the screen shows it, with what is not saved yet. */
  values(row: TableRow): Record<string, unknown> {
    const unsaved = [...(this.edits.of(row.record?.id ?? row.key) ?? [])];
    return { ...row.record, ...Object.fromEntries(unsaved.map(([field, { value }]) => [field, value])) };
  }

  /** Changes cells; rows that do not exist yet are created when nothing obvious is missing. */
  change(changes: readonly Change[], isComplete: (row: TableRow) => boolean): void {
    const current = changes.map((change) => ({ ...change, key: this.ids.get(change.key) ?? change.key }));
    for (const { key } of current) {
      const record = this.recordOf(key);
      if (record) this.held.set(record.id, record);
    }
    this.edits.apply(current);
    const touched = [...new Set(current.map((change) => change.key))].map((key) => this.newRow(key));
    this.create(touched.filter((row) => row !== undefined).filter(isComplete));
  }

  /** Empty rows at the end, to be filled by the person; gives their keys. */
  append(count: number): RowKey[] {
    const keys = Array.from({ length: count }, () => this.nextKey--);
    this.tail = [...this.tail, ...keys.map((key) => ({ key, record: null, creating: false }))];
    this.announce();
    return keys;
  }

  /** The person has left new rows: empty ones go, the others are created, and the server says what they lack. */
  async finish(keys: readonly RowKey[]): Promise<void> {
    const waiting = this.tail.filter(({ key, record }) => !record && keys.includes(key));
    const empty = waiting.filter(({ key }) => !this.edits.of(key)?.size);
    if (empty.length > 0) this.drop(empty.map(({ key }) => key));
    this.create(waiting.filter((row) => !empty.includes(row)));
    await this.creations;
  }

  /** Takes rows that do not exist yet away again. */
  drop(keys: readonly RowKey[]): void {
    for (const key of keys) this.edits.forget(key);
    this.tail = this.tail.filter(({ key }) => !keys.includes(key));
    this.announce();
  }

  /** Puts records into the recycle bin; gives the ids that went there and what refused. */
  async remove(keys: readonly RowKey[]): Promise<{ removed: number[]; refused: unknown[] }> {
    const ids = keys.map((key) => this.ids.get(key) ?? key).filter((key) => key > 0);
    this.drop(keys.filter((key) => !this.ids.has(key) && key < 0));
    const refused = await this.operations.move("delete", ids);
    const removed = ids.filter((id) => !refused.has(id));
    for (const id of removed) this.edits.forget(id);
    this.tail = this.tail.filter(({ record }) => !record || !removed.includes(record.id));
    if (removed.length > 0) await this.refresh();
    return { removed, refused: [...refused.values()] };
  }

  async restore(ids: readonly number[]): Promise<unknown[]> {
    const refused = await this.operations.move("restore", ids);
    await this.refresh();
    return [...refused.values()];
  }

  idOf(key: RowKey): RowKey {
    return this.ids.get(key) ?? key;
  }

  private settleHold(): void {
    this.learning.hold(this.typing || this.loads > 0);
  }

  private newRow(key: RowKey): NewRow | undefined {
    return this.tail.find((row) => row.key === key && !row.record);
  }

  /** Has rows made that hold something and nothing unreadable, in their order. */
  private create(rows: readonly NewRow[]): void {
    const ready = rows.filter((row) => {
      const cells = [...(this.edits.of(row.key)?.values() ?? [])];
      return (
        !row.creating && !row.record && cells.length > 0 && cells.every(({ text }) => text === undefined)
      );
    });
    if (ready.length === 0) return;
    for (const row of ready) row.creating = true;
    this.announce();
    for (let start = 0; start < ready.length; start += AT_ONCE) {
      const some = ready.slice(start, start + AT_ONCE);
      this.creations = this.creations.then(() => this.send(some));
    }
  }

  private async send(rows: readonly NewRow[]): Promise<void> {
    const sent = rows.map((row) => ({ row, cells: new Map(this.edits.of(row.key)) }));
    const values = sent.map(({ cells }) =>
      Object.fromEntries([...cells].map(([field, { value }]) => [field, value])),
    );
    let answers: readonly unknown[];
    try {
      answers = await this.operations.create(values, attempt());
    } catch (thrown) {
      answers = rows.map(() => thrown);
    }
    for (const [place, { row, cells }] of sent.entries()) this.settle(row, cells, answers[place]);
    this.announce();
  }

  /** Takes in what became of a row that was sent. */
  private settle(row: NewRow, cells: ReadonlyMap<string, Pending>, answer: unknown): void {
    row.creating = false;
    if (answer === undefined || answer instanceof Error) {
      this.edits.refuse(row.key, cells.keys(), answer);
      return;
    }
    const record = answer as RecordData;
    this.ids.set(row.key, record.id);
    void this.follow(record.id);
    const later = [...(this.edits.of(row.key) ?? [])].filter(([field, one]) => cells.get(field) !== one);
    this.edits.forget(row.key);
    row.record = record;
    this.edits.apply(
      later.map(([field, one]) => ({ key: record.id, field, before: record[field], after: one.value })),
    );
  }

  /** What follows from a saved record beyond its own cells: its group, its colour, and what all come to. */
  private async follow(id: number): Promise<void> {
    if (this.window.isGrouped) this.learning.want();
    else await this.window.sumUp();
    const marks = await this.operations.marks?.([id]);
    for (const [marked, mark] of marks ?? []) this.window.setMark(marked, mark);
    if (marks) this.announce();
  }

  private take(record: RecordData): void {
    this.window.replace(record);
    const held = this.held.get(record.id);
    if (held) this.held.set(record.id, { ...held, ...record });
    const row = this.tail.find((one) => one.record?.id === record.id);
    if (row) row.record = { ...row.record, ...record };
  }

  private announce(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
