/** What the person did in the grid, to be undone and done again in order. */
import type { Change, RowKey } from "./edits";

export interface Deed {
  changes: readonly Change[];
  /** Rows that the deed added. */
  created: readonly RowKey[];
  /** Records that it put into the recycle bin. */
  removed: readonly number[];
}

/** What undoing needs of the table. */
interface Undoable {
  edits: { discard: (key: RowKey, field: string) => void };
  change: (changes: readonly Change[], isComplete: () => boolean) => void;
  remove: (keys: readonly RowKey[]) => Promise<unknown>;
  restore: (ids: readonly number[]) => Promise<unknown>;
  idOf: (key: RowKey) => RowKey;
}

const LIMIT = 200;

export class History {
  private done: Deed[] = [];
  private undone: Deed[] = [];

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

  /** Undoes the last deed and gives it, or nothing when there is none. */
  async undo(): Promise<Deed | undefined> {
    const deed = this.done.pop();
    if (!deed) return undefined;
    this.undone.push(deed);
    const created = new Set(deed.created);
    const changes = deed.changes.filter(({ key }) => !created.has(key)).reverse();
    for (const { key, field, unread } of changes)
      if (unread) this.table.edits.discard(this.table.idOf(key), field);
    this.change(
      changes
        .filter(({ unread }) => !unread)
        .map(({ key, field, before, after }) => ({ key, field, before: after, after: before })),
    );
    if (deed.created.length > 0) await this.table.remove(deed.created);
    if (deed.removed.length > 0) await this.table.restore(deed.removed);
    return deed;
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

  private change(changes: readonly Change[]): void {
    if (changes.length > 0) this.table.change(changes, () => false);
  }
}
