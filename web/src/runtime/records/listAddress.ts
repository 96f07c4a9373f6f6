/** What the address says of a list: view, filter, order, search and the record that is open over it. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { FilterTree, SortKey } from "~/api/types";
import { OPEN_RECORD } from "../addresses";

export interface ListAddress {
  view: string | null;
  filter: FilterTree | null;
  sort: readonly SortKey[] | null;
  search: string;
  record: number | null;
}

export function readSort(text: string): SortKey[] {
  return text
    .split(",")
    .filter(Boolean)
    .map((part) => ({ field: part.replace(/^-/, ""), descending: part.startsWith("-") }));
}

export function writeSort(sort: readonly SortKey[]): string {
  return sort.map(({ field, descending }) => (descending ? `-${field}` : field)).join(",");
}

function readFilter(text: string | null): FilterTree | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as FilterTree;
  } catch {
    // A mangled address shows the whole list rather than nothing.
    return null;
  }
}

export function useListAddress(): [ListAddress, (change: Partial<ListAddress>) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.toString();

  const address = useMemo((): ListAddress => {
    const given = new URLSearchParams(text);
    const sort = given.get("sort");
    return {
      view: given.get("view"),
      filter: readFilter(given.get("filter")),
      sort: sort === null ? null : readSort(sort),
      search: given.get("search") ?? "",
      record: Number(given.get(OPEN_RECORD)) || null,
    };
  }, [text]);

  const change = useCallback(
    (next: Partial<ListAddress>): void => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          const put = (name: string, value: string | null | undefined): void => {
            if (value) after.set(name, value);
            else after.delete(name);
          };
          if ("view" in next) put("view", next.view);
          if ("filter" in next) put("filter", next.filter && JSON.stringify(next.filter));
          if ("sort" in next) put("sort", next.sort && writeSort(next.sort));
          if ("search" in next) put("search", next.search);
          if ("record" in next) put(OPEN_RECORD, next.record ? String(next.record) : null);
          return after;
        },
        // Going back leads to the last view or record, not through every letter of a search.
        { replace: !("view" in next || "record" in next) },
      );
    },
    [setParams],
  );

  return [address, change];
}
