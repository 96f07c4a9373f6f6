/** The lines of a list: its rows, or the rows of each group below the group's head. Groups come by one request, their
 * rows are read where the reader looks. Where nothing is grouped, the lines are the rows. */
import type { GroupPath } from "~/api/records";
import type { FilterTree, GroupKey, RecordData, RecordGroup, RecordGroups } from "~/api/types";
import { Gathering, type ReadMembers, SMALL } from "../records/gathering";
import { type Count, type Read, RowWindow } from "./rowWindow";

/** Asks for the groups, and for what all records together come to. */
export type ReadGroups = (signal: AbortSignal) => Promise<RecordGroups>;

/** What a list is asked for. */
export interface Question {
  read: Read;
  count: Count;
  /** Absent where nothing is grouped or summed up. */
  groups?: ReadGroups | undefined;
  /** Asks for the rows of several groups at once. */
  members?: ReadMembers | undefined;
  /** By what the list is grouped; where there is nothing, groups are only asked for what all records come to. */
  by?: readonly GroupKey[];
}

export interface GroupHead {
  /** Tells it from all others of the list, whichever of them are there. */
  path: string;
  depth: number;
  group: RecordGroup;
  by: GroupKey | undefined;
  /** The groups that it stands in, the outermost first. */
  around: readonly RecordGroup[];
  isOpen: boolean;
  /** What finds its records. */
  filter: FilterTree | null;
}

interface Segment {
  start: number;
  head: GroupHead | null;
  window: RowWindow | null;
  count: number;
}

export class GroupedRows {
  summary: RecordGroups["all"] | null = null;
  /** Whether there are more groups than are shown. */
  truncated = false;

  private flat: RowWindow;
  private tree: readonly RecordGroup[] | null = null;
  /** By what the groups that are there were made: another question may be on its way. */
  private by: readonly GroupKey[] = [];
  private windows = new Map<string, RowWindow>();
  private gathering: Gathering | null = null;
  private closed = new Set<string>();
  private segments: Segment[] = [];
  private lineCount = 0;
  private failure: unknown = null;
  private questions = 0;
  private asking: AbortController | null = null;
  private shown: [first: number, last: number] = [0, 0];
  private answered = true;

  constructor(
    private question: Question,
    private readonly changed: () => void,
  ) {
    this.flat = new RowWindow(question.read, changed, countOf(question));
  }

  get isGrouped(): boolean {
    return (this.question.by?.length ?? 0) > 0;
  }

  get total(): number | null {
    return this.isGrouped ? this.tree && (this.summary?.count ?? null) : this.flat.total;
  }

  /** Whether the total is how many there are, and not only how many are known of. */
  get isCounted(): boolean {
    return this.isGrouped || this.flat.isCounted;
  }

  /** Waits for the count that is under way, or has them counted once more where that failed. */
  async counted(): Promise<void> {
    if (this.isGrouped || this.isCounted) return;
    await (this.question.groups ? this.sumUp() : this.flat.counted());
  }

  /** How many lines there are, heads included. */
  get lines(): number {
    return this.isGrouped ? this.lineCount : (this.flat.total ?? 0);
  }

  get isStale(): boolean {
    return this.isGrouped ? !this.answered : this.flat.isStale;
  }

  get error(): unknown {
    return this.isGrouped ? this.failure : this.flat.error;
  }

  async ask(question: Question): Promise<void> {
    const grouped = this.isGrouped;
    this.question = question;
    this.questions += 1;
    this.answered = false;
    if (this.isGrouped) return this.regroup(true);
    if (grouped) {
      this.forget();
      this.flat.close();
      this.flat = new RowWindow(question.read, this.changed);
    }
    await Promise.all([this.flat.ask(question.read, countOf(question)), this.sumUp()]);
  }

  async refresh(): Promise<void> {
    if (this.isGrouped) await this.regroup(false);
    else await Promise.all([this.flat.refresh(), this.sumUp()]);
  }

  /** Sums the list up again, without reading any row. */
  async sumUp(): Promise<void> {
    if (this.isGrouped || (!this.question.groups && !this.summary)) return;
    const answer = await this.read();
    if (answer === undefined) return;
    this.summary = answer?.all ?? null;
    if (answer) this.flat.learn(answer.all.count);
    this.changed();
  }

  row(index: number): RecordData | undefined {
    const [window, at] = this.placeOf(index);
    return window?.row(at);
  }

  mark(index: number): number | null {
    const [window, at] = this.placeOf(index);
    return window?.mark(at) ?? null;
  }

  setMark(id: number, mark: number | null): void {
    for (const window of this.everyWindow()) window.setMark(id, mark);
  }

  /** How a row is counted: within its group where there are groups. */
  numberOf(index: number): number {
    const start = this.isGrouped ? (this.segmentAt(index)?.start ?? 0) : 0;
    return index - start + 1;
  }

  /** The head that stands at a line. */
  head(index: number): GroupHead | undefined {
    return this.isGrouped ? (this.segmentAt(index)?.head ?? undefined) : undefined;
  }

  questionOf(index: number): number | undefined {
    const [window, at] = this.placeOf(index);
    const found = window?.questionOf(at);
    return found === undefined || !this.isGrouped ? found : this.questions;
  }

  indexOf(id: number): number | undefined {
    if (!this.isGrouped) return this.flat.indexOf(id);
    for (const { start, window } of this.segments) {
      const at = window?.indexOf(id);
      if (at !== undefined) return start + at;
    }
    return undefined;
  }

  byId(id: number): RecordData | undefined {
    for (const window of this.everyWindow()) {
      const found = window.byId(id);
      if (found) return found;
    }
    return undefined;
  }

  replace(record: RecordData): void {
    for (const window of this.everyWindow()) window.replace(record);
  }

  show(first: number, last: number): void {
    this.shown = [first, last];
    if (!this.isGrouped) {
      this.flat.show(first, last);
      if (this.summary === null && this.question.groups && !this.asking) void this.sumUp();
    } else if (this.tree) this.each(first, last, (window, from, to) => window.show(from, to));
    else if (!this.asking) void this.regroup(true);
  }

  async load(first: number, last: number): Promise<void> {
    if (!this.isGrouped) return this.flat.load(first, last);
    const loading: Promise<void>[] = [];
    this.each(first, last, (window, from, to) => loading.push(window.load(from, to)));
    await Promise.all(loading);
  }

  /** Opens a group, or closes it. */
  toggle(path: string): void {
    if (!this.closed.delete(path)) this.closed.add(path);
    this.arrange();
    this.show(...this.shown);
    this.changed();
  }

  /** Opens all groups, or closes the outermost. */
  setAllOpen(open: boolean): void {
    this.closed = new Set(open ? [] : (this.tree ?? []).map((group) => pathOf("", group)));
    this.arrange();
    this.show(...this.shown);
    this.changed();
  }

  close(): void {
    this.asking?.abort();
    for (const window of this.everyWindow()) window.close();
  }

  private *everyWindow(): Iterable<RowWindow> {
    if (this.isGrouped) yield* this.windows.values();
    else yield this.flat;
  }

  /** The groups; nothing where they are not to be had, or another question was asked meanwhile. */
  private async read(): Promise<RecordGroups | null | undefined> {
    const { groups } = this.question;
    if (!groups) return null;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await groups(asking.signal);
      this.failure = null;
      return asking.signal.aborted ? undefined : answer;
    } catch (thrown) {
      if (asking.signal.aborted) return undefined;
      this.failure = thrown;
      this.changed();
      return undefined;
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  /** Reads the groups, and the rows in sight again. */
  private async regroup(anew: boolean): Promise<void> {
    const { by, members } = this.question;
    const answer = await this.read();
    if (!answer) return;
    if (anew) this.forget();
    this.answered = true;
    this.by = by ?? [];
    this.gathering = members ? new Gathering(members) : null;
    this.tree = answer.groups;
    this.summary = answer.all;
    this.truncated = answer.truncated;
    this.arrange();
    const inSight = new Set<RowWindow>();
    this.each(...this.shown, (window) => inSight.add(window));
    for (const [path, window] of this.windows) if (!inSight.has(window)) this.drop(path);
    this.arrange();
    this.show(...this.shown);
    this.changed();
    if (!anew) await Promise.all([...inSight].map((window) => window.refresh()));
  }

  private forget(): void {
    for (const path of [...this.windows.keys()]) this.drop(path);
    this.tree = null;
    this.segments = [];
    this.lineCount = 0;
  }

  private drop(path: string): void {
    this.windows.get(path)?.close();
    this.windows.delete(path);
  }

  /** Lays the lines out: heads, and below those that are open their rows. */
  private arrange(): void {
    const segments: Segment[] = [];
    let start = 0;
    const add = (head: GroupHead | null, window: RowWindow | null, count: number): void => {
      segments.push({ start, head, window, count });
      start += count;
    };
    const lay = (
      groups: readonly RecordGroup[],
      home: string,
      around: readonly RecordGroup[],
      outer: FilterTree | null,
    ): void => {
      for (const group of groups) {
        const path = pathOf(home, group);
        const filter = joined(outer, group.filter);
        const isOpen = !this.closed.has(path);
        const depth = around.length;
        add({ path, depth, group, by: this.by[depth], around, isOpen, filter }, null, 1);
        if (!isOpen) continue;
        if (group.groups) lay(group.groups, path, [...around, group], filter);
        else if (filter) {
          const window = this.windowOf(path, filter, group.count, [...around, group]);
          add(null, window, window.total ?? group.count);
        }
      }
    };
    lay(this.tree ?? [], "", [], null);
    this.segments = segments;
    this.lineCount = start;
  }

  private windowOf(
    path: string,
    filter: FilterTree,
    count: number,
    groups: readonly RecordGroup[],
  ): RowWindow {
    const known = this.windows.get(path);
    if (known) return known;
    const { question, gathering } = this;
    const values = groups.map(({ value }) => idOf(value) as GroupPath[number]);
    const read: Read = (offset, limit, signal, within) =>
      gathering && values.length === this.by.length && (window.total ?? 0) <= SMALL
        ? gathering.ask(values, window.total ?? 0, signal)
        : question.read(offset, limit, signal, within);
    const window = new RowWindow(
      read,
      () => {
        // What is in the group may differ by now from what was counted.
        this.arrange();
        this.changed();
      },
      question.count,
      filter,
    );
    window.learn(count);
    this.windows.set(path, window);
    return window;
  }

  private placeOf(index: number): [RowWindow | null, number] {
    if (!this.isGrouped) return [this.flat, index];
    const segment = this.segmentAt(index);
    return segment?.window ? [segment.window, index - segment.start] : [null, 0];
  }

  private segmentAt(index: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (!segment) return undefined;
      if (index < segment.start) high = middle - 1;
      else if (index >= segment.start + segment.count) low = middle + 1;
      else return segment;
    }
    return undefined;
  }

  private each(
    first: number,
    last: number,
    act: (window: RowWindow, from: number, to: number) => void,
  ): void {
    for (const { start, window, count } of this.segments) {
      if (!window || start > last || start + count <= first) continue;
      act(window, Math.max(0, first - start), Math.min(count - 1, last - start));
    }
  }
}

/** What a new record of a group begins with: the values of the groups that it stands in, spans of time aside. */
export function valuesOf(head: GroupHead, by: readonly GroupKey[]): Record<string, unknown> {
  const values = [...head.around, head.group].map((group, depth) => {
    const key = by[depth];
    return key && !key.unit && group.value !== null ? { [key.field]: idOf(group.value) } : {};
  });
  return Object.assign({}, ...values);
}

/** What sums all records up counts them, too. */
function countOf({ groups, count }: Question): Count | undefined {
  return groups ? undefined : count;
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function pathOf(around: string, group: RecordGroup): string {
  return `${around}/${JSON.stringify(idOf(group.value) ?? null)}`;
}

function joined(outer: FilterTree | null, own: FilterTree | null): FilterTree | null {
  return outer && own ? { all: [outer, own] } : own;
}
