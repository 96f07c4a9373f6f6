/** The records of a list by their places, a page at a time, for views that draw only what is in sight. */
import { useQueries } from "@tanstack/react-query";
import type { FilterTree, RecordData } from "~/api/types";
import type { ListAccess } from "./defineView";

const PAGE = 60;
const EVERY: FilterTree = { all: [] };

/** What stands at a place; undefined while it is on its way. `first` and `last` are in sight. */
export function useRecordPages(
  list: ListAccess,
  first: number,
  last: number,
): (place: number) => RecordData | undefined {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(Math.max(first, last) / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, at) => ({
      queryKey: [...list.name, "page", from + at],
      queryFn: ({ signal }: { signal: AbortSignal }) => list.page(EVERY, (from + at) * PAGE, PAGE, signal),
    })),
  });
  return (place) => pages[Math.floor(place / PAGE) - from]?.data?.items[place % PAGE];
}
