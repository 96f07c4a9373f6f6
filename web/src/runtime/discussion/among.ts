/** Records that link to one, placed among what happened with it: a call at the time of the call. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { fieldOf, formOf } from "~/api/apps";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FormView, Inverse, RecordData } from "~/api/types";
import { useCurrentApp } from "../AppContext";
import { flatten } from "../flat";
import { relatedFilter } from "../record/RelatedList";

/** By which link they are found, and which of their fields says when each of them was. */
export interface Among {
  inverse: Inverse;
  moment: string;
}

export interface Placed {
  at: string;
  record: RecordData;
}

export interface Placing {
  target: FormView | undefined;
  placed: readonly Placed[];
  hasMore: boolean;
  isFetching: boolean;
  more: () => void;
}

const PAGE = 20;

export function useAmong(form: FormView, id: number, among: Among | undefined, isAsked: boolean): Placing {
  const app = useCurrentApp();
  const target = among && formOf(app, among.inverse.form);
  const pages = useInfiniteQuery({
    enabled: isAsked && target !== undefined,
    queryKey: [
      ...keys.related(app.key, form.key, id, among?.inverse.key ?? ""),
      "among",
      among?.moment ?? "",
    ],
    queryFn: async ({ pageParam, signal }) => {
      if (!among || !target) return { items: [], next: null };
      const query = {
        filter: relatedFilter(fieldOf(target, among.inverse.field), among.inverse, id),
        sort: `-${among.moment}`,
        limit: PAGE,
        expand: "*",
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const page = await records.list(app.key, target.key, query, signal);
      return { items: page.items.map((item) => flatten(target, item)), next: page.next };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const found = isAsked ? (pages.data?.pages.flatMap((page) => page.items) ?? []) : [];
  return {
    target,
    placed: found.flatMap((record) => {
      const at = record[among?.moment ?? ""];
      return typeof at === "string" ? [{ at, record }] : [];
    }),
    hasMore: isAsked && pages.hasNextPage,
    isFetching: pages.isFetchingNextPage,
    more: () => void pages.fetchNextPage(),
  };
}

/** Entries, the newest first, and the moment behind which there are more of them that nobody has read yet. */
interface Known<Entry> {
  items: readonly Entry[];
  goesOnFrom: string | null | undefined;
}

/** Two lists as one; what lies further back than the end of a list that goes on has to wait, since something not known
 * yet may stand before it. */
export function merged<A extends { at: string }, B extends { at: string }>(
  one: Known<A>,
  other: Known<B>,
): readonly (A | B)[] {
  const ends = [one, other].flatMap(({ goesOnFrom: at }) => (at ? [timeOf(at)] : []));
  const reached = Math.max(-Infinity, ...ends);
  return [...one.items, ...other.items]
    .filter(({ at }) => timeOf(at) >= reached)
    .toSorted((a, b) => timeOf(b.at) - timeOf(a.at));
}

/** A day begins with its first moment. */
const timeOf = (at: string): number => new Date(at).getTime();
