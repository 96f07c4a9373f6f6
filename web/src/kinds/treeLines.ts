/** The lines of a tree that is loaded branch by branch, as they stand below each other. */
import type { RecordBranch, RecordData } from "~/api/types";

/** Stands for the record above those that have none. */
export const TOP = 0;

/** Branches by the record they are below. */
export type Branches = Readonly<Record<number, RecordBranch>>;

interface Placed {
  key: string;
  /** How deep it stands, the top at 1. */
  level: number;
  /** The record above. */
  under: number;
}

export interface RecordLine extends Placed {
  kind: "record";
  record: RecordData;
  children: number;
  matches: boolean;
  isOpen: boolean;
  /** Its place among those below the same record, from 1, and how many these are where that is known. */
  place: number;
  among: number | null;
}

/** Where a branch goes on behind what is loaded. */
export interface MoreLine extends Placed {
  kind: "more";
  cursor: string;
}

/** Where a branch is on its way. */
export interface WaitingLine extends Placed {
  kind: "waiting";
}

export type Line = RecordLine | MoreLine | WaitingLine;

export function linesOf(branches: Branches, open: ReadonlySet<number>): readonly Line[] {
  const lines: Line[] = [];
  add(lines, branches, open, TOP, 1);
  return lines;
}

function add(
  lines: Line[],
  branches: Branches,
  open: ReadonlySet<number>,
  under: number,
  level: number,
): void {
  const branch = branches[under];
  if (!branch) {
    lines.push({ kind: "waiting", key: `waiting ${under}`, level, under });
    return;
  }
  const among = branch.next === null ? branch.items.length : null;
  branch.items.forEach((record, at) => {
    const children = branch.children[at] ?? 0;
    const isOpen = children > 0 && open.has(record.id);
    const matches = branch.matches[at] ?? true;
    const placed = { key: String(record.id), level, under, place: at + 1, among };
    lines.push({ kind: "record", record, children, matches, isOpen, ...placed });
    if (isOpen) add(lines, branches, open, record.id, level + 1);
  });
  if (branch.next !== null)
    lines.push({ kind: "more", key: `more ${under}`, level, under, cursor: branch.next });
}

/** A branch with the page that follows it. */
export function longer(branch: RecordBranch | undefined, page: RecordBranch): RecordBranch {
  if (!branch) return page;
  return {
    under: branch.under,
    items: [...branch.items, ...page.items],
    children: [...branch.children, ...page.children],
    matches: [...branch.matches, ...page.matches],
    next: page.next,
  };
}

/** Those of a branch that have others below them and fit. */
export function parentsIn(
  branch: RecordBranch,
  fits: (record: RecordData, matches: boolean) => boolean,
): readonly number[] {
  return branch.items
    .filter((record, at) => (branch.children[at] ?? 0) > 0 && fits(record, branch.matches[at] ?? true))
    .map(({ id }) => id);
}

/** The records above one, the nearest first. */
export function wayUp(lines: readonly Line[], id: number): readonly number[] {
  const above = new Map(
    lines.flatMap((line) => (line.kind === "record" ? [[line.record.id, line.under]] : [])),
  );
  const way: number[] = [];
  for (let next = above.get(id); next; next = above.get(next)) way.push(next);
  return way;
}
