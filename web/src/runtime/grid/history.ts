/** What the person did in the grid, to be undone and done again in order. */
import type { Change, RowKey } from "./edits";

export interface Deed {
  changes: readonly Change[];
  /** Rows that the deed added. */
  created: readonly RowKey[];
  /** Records that it put into the recycle bin. */
  removed: readonly number[];
}

/** What was undone, and why rows that it would take away again stay. */
export interface Undone {
  deed: Deed;
  refused: readonly unknown[];
}

/** What undoing needs of the table. */
interface Undoable {
  edits: { discard: (key: RowKey, field: string) => void };
  change: (changes: readonly Change[], isComplete: () => boolean) => void;
  remove: (keys: readonly RowKey[]) => Promise<{ removed: readonly number[]; refused: readonly unknown[] }>;
  restore: (ids: readonly number[]) => Promise<unknown>;
  idOf: (key: RowKey) => RowKey;
}

const LIMIT = 200;

export class History {
  private done: Deed[] = [];
  private undone: Deed[] = [];
  /** Records that were put into the recycle bin by undoing. */
  private gone = new Set<number>();

  constructor(private readonly table: Undoable) {}

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  add(deed: Partial<Deed>): void {
    this.done = [...this.done.slice(1 - LIMIT), { changes: [], created: [], removed: [], ...deed }];
    this.undone = [];
  }

  /** Undoes the last deed, or nothing when there is none. */
  async undo(): Promise<Undone | undefined> {
    const deed = this.done.pop();
    if (!deed) return undefined;
    const created = this.begun(deed);
    const changes = deed.changes.filter(({ key }) => !created.includes(key)).reverse();
    for (const { key, field, unread } of changes)
      if (unread) this.table.edits.discard(this.table.idOf(key), field);
    this.change(
      changes
        .filter(({ unread }) => !unread)
        .map(({ key, field, before, after }) => ({ key, field, before: after, after: before })),
    );
    const refused = created.length > 0 ? await this.takeAway(created) : [];
    const again = refused.length > 0 ? created.filter((key) => this.gone.has(this.table.idOf(key))) : created;
    this.undone.push({ ...deed, created: again });
    if (deed.removed.length > 0) await this.table.restore(deed.removed);
    return { deed, refused };
  }

  async redo(): Promise<Deed | undefined> {
    const deed = this.undone.pop();
    if (!deed) return undefined;
    this.done.push(deed);
    // Rows that were created and undone lie in the recycle bin, with their values.
    const again = deed.created.map((key) => this.table.idOf(key)).filter((id) => id > 0);
    if (again.length > 0) await this.table.restore(again);
    const created = new Set(deed.created);
    this.change(deed.changes.filter(({ key }) => !created.has(key)));
    if (deed.removed.length > 0) await this.table.remove(deed.removed);
    return deed;
  }

  /** The rows that came with a deed: those that it added, and those that were blank until it filled them. */
  private begun({ changes, created }: Deed): RowKey[] {
    const known = new Set(this.done.flatMap((deed) => deed.changes.map(({ key }) => key)));
    const filled = changes.map(({ key }) => key).filter((key) => key < 0 && !known.has(key));
    return [...new Set([...created, ...filled])];
  }

  /** Puts rows into the recycle bin; gives why some of them stay. */
  private async takeAway(keys: readonly RowKey[]): Promise<readonly unknown[]> {
    try {
      const { removed, refused } = await this.table.remove(keys);
      for (const id of removed) this.gone.add(id);
      return refused;
    } catch (thrown) {
      return [thrown];
    }
  }

  private change(changes: readonly Change[]): void {
    if (changes.length > 0) this.table.change(changes, () => false);
  }
}
