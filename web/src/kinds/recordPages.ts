/** The records of a list by their places, a page at a time, for views that draw only what is in sight. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { GroupPath } from "~/api/records";
import type { FieldView, FilterTree, Page, RecordData } from "~/api/types";
import { useKinds } from "./context";
import type { ListAccess } from "./defineView";

const PAGE = 60;
const EVERY: FilterTree = { all: [] };

/** Records that have a value in common. */
export interface GroupOf {
  by: string;
  value: GroupPath[number];
  count: number;
  /** Only among these. */
  among: FilterTree;
}

/** Which records of a list, and what of each beside its id and version, everything otherwise. */
export interface Part {
  fields?: readonly string[] | undefined;
  filter?: FilterTree;
  /** The order where neither the view nor the person asks for one. */
  usual?: string;
  /** What they are where they are a group: those of small ones are read together. */
  group?: GroupOf | null;
  /** Nothing is read before they are near. */
  isFar?: boolean;
}

export interface RecordPages {
  /** What stands at a place; undefined while it is on its way. */
  at: (place: number) => RecordData | undefined;
  /** What went wrong with what is in sight, and another attempt. */
  error: unknown;
  retry: () => void;
}

/** What cards need of their records: their title, what they show and what else is named; everything where something on
 * them is pressed, which may ask for any of it. */
export function useFieldsOf(
  cards: readonly FieldView[],
  ...others: (string | null | undefined)[]
): readonly string[] | undefined {
  const { kind } = useKinds();
  const acts = cards.some((card) => kind(card.kind).acts);
  const keys = new Set(["title", ...cards.map(({ key }) => key), ...others]);
  const name = acts ? "" : [...keys].filter(Boolean).join();
  return useMemo(() => (name ? name.split(",") : undefined), [name]);
}

/** The pages on which the places from `first` to `last` are, which are in sight. */
export function useRecordPages(list: ListAccess, first: number, last: number, part: Part): RecordPages {
  const { fields, filter = EVERY, usual = "", isFar = false } = part;
  const few = part.group && part.group.count <= PAGE ? part.group : null;
  const from = few ? 0 : Math.floor(first / PAGE);
  const to = few ? 0 : Math.floor(Math.max(first, last) / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, at) => ({
      queryKey: [...list.name, "page", fields, filter, usual, few, from + at],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<Page<RecordData>> =>
        few
          ? list.members(few, signal, { fields, usual })
          : list.page(filter, (from + at) * PAGE, PAGE, signal, { fields, usual }),
      enabled: !isFar,
    })),
  });
  const failed = pages.find(({ error, data }) => error && !data);
  return {
    at: (place) => pages[few ? 0 : Math.floor(place / PAGE) - from]?.data?.items[few ? place : place % PAGE],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
