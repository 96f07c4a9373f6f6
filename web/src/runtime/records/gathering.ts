/** The records of small groups, read together: whoever asks at the same moment is answered by one request. */
import type { GroupPath } from "~/api/records";
import type { Page, RecordData } from "~/api/types";

/** A group of no more records is read whole. */
export const SMALL = 100;
/** So many groups, and so many records of all of them, are asked for at once. */
const MOST = 50;
const MOST_TOGETHER = 2_000;

/** The first records of some groups, in the order of the groups. */
export type ReadMembers = (
  of: readonly GroupPath[],
  limit: number,
  signal: AbortSignal,
) => Promise<readonly Page<RecordData>[]>;

interface Wish {
  path: GroupPath;
  count: number;
  signal: AbortSignal;
  resolve: (page: Page<RecordData>) => void;
  reject: (reason: unknown) => void;
}

export class Gathering {
  private waiting: Wish[] = [];

  constructor(private readonly read: ReadMembers) {}

  /** The records of a group, of which there were so many when they were counted. */
  async ask(path: GroupPath, count: number, signal: AbortSignal): Promise<Page<RecordData>> {
    const page = await this.wish(path, count, signal);
    const { total } = page;
    // Others may have put records into the group since it was counted.
    if (total === null || page.items.length >= Math.min(total, SMALL)) return page;
    return this.wish(path, total, signal);
  }

  private wish(path: GroupPath, count: number, signal: AbortSignal): Promise<Page<RecordData>> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setTimeout(() => this.send());
      this.waiting.push({ path, count: Math.max(1, Math.min(SMALL, count)), signal, resolve, reject });
    });
  }

  private send(): void {
    const wishes = this.waiting;
    this.waiting = [];
    for (const wish of wishes) if (wish.signal.aborted) wish.reject(wish.signal.reason);
    for (const some of packed(wishes.filter(({ signal }) => !signal.aborted))) void this.answer(some);
  }

  private async answer(wishes: readonly Wish[]): Promise<void> {
    const leaving = new AbortController();
    let left = wishes.length;
    for (const { signal } of wishes) {
      signal.addEventListener("abort", () => {
        left -= 1;
        if (left === 0) leaving.abort();
      });
    }
    try {
      const most = Math.max(...wishes.map(({ count }) => count));
      const pages = await this.read(
        wishes.map(({ path }) => path),
        most,
        leaving.signal,
      );
      for (const [at, { resolve }] of wishes.entries())
        resolve(pages[at] ?? { items: [], total: 0, next: null });
    } catch (thrown) {
      for (const { reject } of wishes) reject(thrown);
    }
  }
}

/** As many in each request as it may ask for. */
function packed(wishes: readonly Wish[]): Wish[][] {
  const packs: Wish[][] = [];
  let most = 0;
  for (const wish of wishes) {
    const pack = packs.at(-1);
    const together = Math.max(most, wish.count) * ((pack?.length ?? 0) + 1);
    if (pack && pack.length < MOST && together <= MOST_TOGETHER) {
      pack.push(wish);
      most = Math.max(most, wish.count);
    } else {
      packs.push([wish]);
      most = wish.count;
    }
  }
  return packs;
}
