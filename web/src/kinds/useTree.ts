/** A tree of records as it is looked at: its open branches, loaded when they are opened and anew when records change. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { sentenceOf } from "~/api/problem";
import type { RecordBranch } from "~/api/types";
import { useFeedback } from "~/ui/Feedback";
import type { ListAccess } from "./defineView";
import { type Branches, type Line, linesOf, longer, type MoreLine, parentsIn, TOP } from "./treeLines";

interface Loaded {
  branches: Branches;
  /** What opened by itself. */
  opened: readonly number[];
}

export interface TreeOfRecords {
  lines: readonly Line[] | null;
  error: unknown;
  retry: () => void;
  setOpen: (ids: readonly number[], open: boolean) => void;
  closeAll: () => void;
  more: (line: MoreLine) => Promise<void>;
}

/** So many records of a branch are loaded at once, at most so many again, and so many branches. */
const PAGE = 50;
const MOST = 200;
const MOST_BRANCHES = 50;
/** A branch that is read again is as long as it was, unless it was longer than this. */
const LONGEST = 2_000;
/** A tree of no more lines is shown whole. */
const SMALL = 60;

const NONE: ReadonlySet<number> = new Set();

export function useTree(
  list: ListAccess,
  parent: string,
  fields: readonly string[] | undefined,
): TreeOfRecords {
  const cache = useQueryClient();
  const { message } = useFeedback();
  const name = useMemo(() => [...list.name, "branches", parent, fields], [list.name, parent, fields]);
  const asked = JSON.stringify(name);
  const [chosen, setChosen] = useState<Readonly<Record<string, ReadonlySet<number>>>>({});
  const own = useRef(chosen[asked]);
  own.current = chosen[asked];
  const tree = useQuery({
    queryKey: name,
    queryFn: ({ signal }) =>
      load(list, { parent, fields }, own.current, cache.getQueryData<Loaded>(name)?.branches ?? {}, signal),
    placeholderData: (before) => before,
  });
  const { data, isFetching } = tree;
  const open = useMemo(() => chosen[asked] ?? new Set(data?.opened), [chosen, asked, data?.opened]);
  const lines = useMemo(() => (data ? linesOf(data.branches, open) : null), [data, open]);

  const lacking = (lines ?? []).flatMap(({ kind, under }) => (kind === "waiting" ? [under] : []));
  const wanted = lacking.slice(0, MOST_BRANCHES).join(",");
  const close = useRef((_: readonly number[]) => undefined as unknown);
  close.current = (ids) => setOpen(ids, false);
  useEffect(() => {
    if (!wanted || isFetching) return;
    const leaving = new AbortController();
    const under = wanted.split(",").map(Number);
    list.branches({ parent, fields, under, limit: PAGE }, leaving.signal).then(
      (found) => cache.setQueryData<Loaded>(name, (before) => before && withBranches(before, found)),
      (thrown: unknown) => {
        if (leaving.signal.aborted) return;
        void message.error(sentenceOf(thrown));
        close.current(under);
      },
    );
    return () => leaving.abort();
  }, [wanted, isFetching, list, parent, fields, name, cache, message]);

  function setOpen(ids: readonly number[], isOpen: boolean): void {
    setChosen((before) => {
      const next = new Set(before[asked] ?? open);
      for (const id of ids) {
        if (isOpen) next.add(id);
        else next.delete(id);
      }
      return { ...before, [asked]: next };
    });
  }

  return {
    lines,
    error: data ? null : tree.error,
    retry: () => void tree.refetch(),
    setOpen,
    closeAll: () => setChosen((before) => ({ ...before, [asked]: NONE })),
    more: async ({ under, cursor }) => {
      try {
        const within = under === TOP ? [] : [under];
        const [page] = await list.branches({ parent, fields, under: within, cursor, limit: MOST });
        cache.setQueryData<Loaded>(name, (before) => {
          if (!before || !page || before.branches[under]?.next !== cursor) return before;
          return withBranches(before, [longer(before.branches[under], page)]);
        });
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
      }
    },
  };
}

function withBranches({ branches, opened }: Loaded, found: readonly RecordBranch[]): Loaded {
  return {
    branches: { ...branches, ...Object.fromEntries(found.map((one) => [one.under ?? TOP, one])) },
    opened,
  };
}

/** Level by level, each with one request, as much of every branch as there was before. Where nobody chose what is open
 * it is what only leads to others, and everything while that is little. */
async function load(
  list: ListAccess,
  asked: { parent: string; fields: readonly string[] | undefined },
  chosen: ReadonlySet<number> | undefined,
  before: Branches,
  signal: AbortSignal,
): Promise<Loaded> {
  const lengthOf = (id: number): number => before[id]?.items.length ?? 0;
  const read = async (under: readonly number[]): Promise<readonly RecordBranch[]> => {
    const ids = under.length > 0 ? under : [TOP];
    const limit = Math.min(MOST, Math.max(PAGE, ...ids.map(lengthOf)));
    const found = await list.branches({ ...asked, under, limit }, signal);
    return Promise.all(
      found.map((branch) => asLongAs(branch, Math.min(lengthOf(branch.under ?? TOP), LONGEST))),
    );
  };
  const asLongAs = async (branch: RecordBranch, length: number): Promise<RecordBranch> => {
    if (branch.next === null || branch.items.length >= length) return branch;
    const under = branch.under === null ? [] : [branch.under];
    const [page] = await list.branches({ ...asked, under, cursor: branch.next, limit: MOST }, signal);
    return page ? asLongAs(longer(branch, page), length) : branch;
  };
  let found = await read([]);
  let loaded: Loaded = withBranches({ branches: {}, opened: [] }, found);
  let shown = found[0]?.items.length ?? 0;
  for (;;) {
    const below = found.reduce((sum, { children }) => sum + children.reduce((one, two) => one + two, 0), 0);
    shown += below;
    const isSmall = shown <= SMALL;
    const next = found
      .flatMap((branch) =>
        parentsIn(branch, ({ id }, matches) => (chosen ? chosen.has(id) : isSmall || !matches)),
      )
      .slice(0, MOST_BRANCHES);
    if (next.length === 0) return loaded;
    found = await read(next);
    loaded = withBranches({ branches: loaded.branches, opened: [...loaded.opened, ...next] }, found);
  }
}
