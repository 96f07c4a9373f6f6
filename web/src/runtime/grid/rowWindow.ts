/** The rows of a long list, read block by block where the reader looks, so that nothing jumps. */
import type { FilterTree, Page, RecordData } from "~/api/types";

export const BLOCK = 100;
/** Blocks kept in memory; those farthest from the reader are forgotten first. */
const KEPT = 300;
/** Dragging the scroll bar passes over blocks that nobody looks at; only where it rests is read. */
const REST = 50;

export type Read = (
  offset: number,
  limit: number,
  signal: AbortSignal,
  /** Only among these. */
  within?: FilterTree | null,
) => Promise<Page<RecordData>>;

/** Asks how many rows there are in all. */
export type Count = (signal: AbortSignal, within?: FilterTree | null) => Promise<number>;

interface Block {
  rows: RecordData[];
  marks: (number | null)[];
  generation: number;
  question: number;
}

interface Reading {
  promise: Promise<void>;
  abort: AbortController;
  /** Whether somebody waits for it, wherever the reader looks. */
  isAwaited: boolean;
}

interface Counting {
  promise: Promise<void>;
  abort: AbortController;
}

export class RowWindow {
  /** How many rows there are; while they are not counted, one more than is known of. */
  total: number | null = null;
  error: unknown = null;

  private blocks = new Map<number, Block>();
  private readings = new Map<number, Reading>();
  private places = new Map<number, { block: number; at: number }>();
  private generation = 0;
  private question = 0;
  /** Which question the total answers, and which one the last whole count did. */
  private totalOf = 0;
  private countedOf = -1;
  /** For which reading of the rows they were counted, or are. */
  private countedIn = -1;
  private counting: Counting | null = null;
  private shown: [first: number, last: number] = [0, 0];
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private read: Read,
    private readonly changed: () => void,
    /** Absent where somebody else tells how many there are. */
    private count?: Count,
    private readonly within: FilterTree | null = null,
  ) {}

  /** Whether the total is how many there are, and not only how many are known of. */
  get isCounted(): boolean {
    return this.countedOf === this.totalOf;
  }

  /** Whether what is shown still answers an earlier question. */
  get isStale(): boolean {
    return ![...this.blocks.values()].some(({ generation }) => generation === this.generation);
  }

  /** Asks another question; the rows of the last one stand until the first answer. */
  async ask(read: Read, count?: Count): Promise<void> {
    this.read = read;
    this.count = count;
    this.shown = [0, 0];
    this.question += 1;
    await this.refresh();
  }

  row(index: number): RecordData | undefined {
    return this.blocks.get(Math.floor(index / BLOCK))?.rows[index % BLOCK];
  }

  /** Which marking condition holds on a row. */
  mark(index: number): number | null {
    return this.blocks.get(Math.floor(index / BLOCK))?.marks[index % BLOCK] ?? null;
  }

  setMark(id: number, mark: number | null): void {
    const place = this.places.get(id);
    const block = place && this.blocks.get(place.block);
    if (place && block?.rows[place.at]?.id === id) block.marks[place.at] = mark;
  }

  /** Which question a row answers: while that is the same, a record that is elsewhere was moved by others. */
  questionOf(index: number): number | undefined {
    return this.blocks.get(Math.floor(index / BLOCK))?.question;
  }

  indexOf(id: number): number | undefined {
    const place = this.places.get(id);
    const found = place && this.blocks.get(place.block)?.rows[place.at];
    return found?.id === id ? place && place.block * BLOCK + place.at : undefined;
  }

  byId(id: number): RecordData | undefined {
    const place = this.places.get(id);
    return place && this.blocks.get(place.block)?.rows[place.at];
  }

  /** Tells which rows are on the screen; what is missing of them is read when the reader rests. */
  show(first: number, last: number): void {
    this.shown = [Math.floor(first / BLOCK), Math.floor(last / BLOCK)];
    clearTimeout(this.resting);
    if (this.total === null) void this.readShown();
    else this.resting = setTimeout(() => void this.readShown(), REST);
  }

  /** Takes what somebody else has counted. */
  learn(total: number): void {
    this.counting?.abort.abort();
    this.counting = null;
    this.total = total;
    this.totalOf = this.question;
    this.countedOf = this.question;
    this.countedIn = this.generation;
  }

  /** Waits for the count that is under way, or has them counted once more where that failed. */
  async counted(): Promise<void> {
    if (!this.isCounted && this.total !== null && this.count && !this.counting) this.beginCount(this.count);
    await this.counting?.promise;
  }

  /** Reads whatever is missing of some rows, however many, and waits for it. */
  async load(first: number, last: number): Promise<void> {
    // How many there are may be learned on the way.
    const end = (): number => Math.floor(Math.min(last, (this.total ?? 1) - 1) / BLOCK);
    let generation: number;
    do {
      generation = this.generation;
      for (let block = Math.floor(first / BLOCK); block <= end(); block += 1) {
        if (this.isMissing(block)) await this.begin(block, true);
        // What a refresh interrupts it begins anew only as far as it is in sight, and forgets the rest.
        if (generation !== this.generation) break;
        if (this.error) throw this.error;
      }
    } while (generation !== this.generation);
    await this.counting?.promise;
  }

  /** Reads again what is on the screen, leaving what is there until it arrives. */
  async refresh(): Promise<void> {
    this.generation += 1;
    this.stop();
    this.readings.clear();
    await this.readShown();
  }

  replace(record: RecordData): void {
    const place = this.places.get(record.id);
    const block = place && this.blocks.get(place.block);
    if (!place || !block) return;
    block.rows[place.at] = { ...block.rows[place.at], ...record };
    this.changed();
  }

  close(): void {
    clearTimeout(this.resting);
    this.stop();
  }

  private stop(): void {
    for (const { abort } of this.readings.values()) abort.abort();
    this.counting?.abort.abort();
    this.counting = null;
  }

  private isMissing(block: number): boolean {
    return this.blocks.get(block)?.generation !== this.generation;
  }

  private async readShown(): Promise<void> {
    const [first, last] = this.shown;
    const limit = this.total === null ? last : Math.max(0, Math.ceil(this.total / BLOCK) - 1);
    const wanted = new Set<number>();
    for (let block = Math.max(0, first - 1); block <= Math.min(last + 1, limit); block += 1)
      wanted.add(block);
    for (const [block, { abort, isAwaited }] of this.readings) {
      if (wanted.has(block) || isAwaited) continue;
      abort.abort();
      this.readings.delete(block);
    }
    // What the reader sees comes before what stands above and below it.
    const order = [...wanted].sort(
      (one, other) => Number(one < first) - Number(other < first) || one - other,
    );
    await Promise.all(order.filter((block) => this.isMissing(block)).map((block) => this.begin(block)));
  }

  private begin(block: number, isAwaited = false): Promise<void> {
    const running = this.readings.get(block);
    if (running) {
      running.isAwaited ||= isAwaited;
      return running.promise;
    }
    const abort = new AbortController();
    const promise = this.readBlock(block, abort.signal);
    this.readings.set(block, { promise, abort, isAwaited });
    return promise;
  }

  private async readBlock(block: number, signal: AbortSignal): Promise<void> {
    const { generation, question } = this;
    try {
      const page = await this.read(block * BLOCK, BLOCK, signal, this.within);
      if (signal.aborted) return;
      this.error = null;
      if (this.isStale) this.forget();
      this.put(block, { rows: page.items, marks: [...(page.marks ?? [])], generation, question });
      this.reckon(block * BLOCK, page);
    } catch (thrown) {
      if (signal.aborted) return;
      this.error = thrown;
    } finally {
      if (this.readings.get(block)?.abort.signal === signal) this.readings.delete(block);
      if (!signal.aborted) this.changed();
    }
  }

  /** Learns from a page how many there are, or has them counted, apart: rows need not wait for that. */
  private reckon(offset: number, { items, total, next }: Page<RecordData>): void {
    const end = offset + items.length;
    if (total !== null) return this.learn(total);
    if (next === null && (items.length > 0 || offset === 0)) return this.learn(end);
    if (this.countedIn === this.generation && this.isCounted) return;
    this.total = Math.max(this.totalOf === this.question ? (this.total ?? 0) : 0, end + 1);
    this.totalOf = this.question;
    if (this.count && this.countedIn !== this.generation) this.beginCount(this.count);
  }

  private beginCount(count: Count): void {
    this.countedIn = this.generation;
    const abort = new AbortController();
    this.counting = { promise: this.countAll(count, abort.signal), abort };
  }

  private async countAll(count: Count, signal: AbortSignal): Promise<void> {
    try {
      const total = await count(signal, this.within);
      if (signal.aborted) return;
      this.learn(total);
      this.changed();
    } catch {
      // Without it, more is read for as long as the reader goes on.
    } finally {
      if (this.counting?.abort.signal === signal) this.counting = null;
    }
  }

  private forget(): void {
    this.blocks.clear();
    this.places.clear();
  }

  private put(number: number, block: Block): void {
    this.blocks.set(number, block);
    for (const [at, { id }] of block.rows.entries()) this.places.set(id, { block: number, at });
    if (this.blocks.size <= KEPT) return;
    const [first, last] = this.shown;
    const middle = (first + last) / 2;
    const far = [...this.blocks.keys()].sort(
      (one, other) => Math.abs(other - middle) - Math.abs(one - middle),
    )[0];
    if (far === undefined) return;
    for (const { id } of this.blocks.get(far)?.rows ?? []) this.places.delete(id);
    this.blocks.delete(far);
  }
}
