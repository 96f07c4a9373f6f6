/** What the search shows: records by form while something is typed, else those that were opened last. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import { type SearchGroup, type SearchHit, search } from "~/api/search";
import { useMe } from "~/api/session";
import { readRecent } from "./recent";

/** A line that can be chosen: a record, or everything that a form holds. */
export interface Line {
  /** The same for the same record: what the keyboard stands on is known by it. */
  name: string;
  group: SearchGroup;
  hit: SearchHit | null;
}

export function linesOf(groups: readonly SearchGroup[]): Line[] {
  return groups.flatMap((group) => {
    const place = `${group.app}-${group.form}`;
    const hits = group.records.map((hit): Line => ({ name: `${place}-${hit.id}`, group, hit }));
    return group.has_more ? [...hits, { name: `${place}-all`, group, hit: null }] : hits;
  });
}

export function useFound(needle: string, open: boolean) {
  return useQuery({
    queryKey: keys.found(needle),
    queryFn: ({ signal }) => search.everything(needle, signal),
    enabled: open && needle !== "",
    placeholderData: keepPreviousData,
  });
}

export interface Recent {
  app: string;
  form: string;
  id: number;
  title: string;
}

/** Records opened before, as far as they are still there to be read; `isRead` once that is known of each. */
export function useRecent(open: boolean): { recent: Recent[]; isRead: boolean } {
  const { person } = useMe();
  const visited = open ? readRecent(person.id) : [];
  const answers = useQueries({
    queries: visited.map(({ app, form, id }) => ({
      queryKey: [...keys.record(app, form, id), "title"],
      queryFn: () => records.title(app, form, id),
    })),
  });
  const recent = visited.flatMap((one, place) => {
    const title = answers[place]?.data;
    return title === undefined || title === null ? [] : [{ ...one, title }];
  });
  return { recent, isRead: answers.every(({ isPending }) => !isPending) };
}
