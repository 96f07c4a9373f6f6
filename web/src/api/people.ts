/** People and departments, as pickers search them. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";
import type { Titled } from "./types";

export interface PersonItem extends Titled {
  department: Titled | null;
  position: Titled | null;
  active: boolean;
  /** Whether the person has yet to choose a password, as far as the reader is told. */
  awaits_password: boolean | null;
}

export interface DepartmentItem extends Titled {
  parent: number | null;
  head: number | null;
}

export const people = {
  search: async (search: string, limit: number, signal?: AbortSignal): Promise<PersonItem[]> =>
    (await api.get<{ items: PersonItem[] }>("/people", { search, limit }, signal)).items,

  byIds: async (ids: readonly number[]): Promise<PersonItem[]> =>
    (await api.get<{ items: PersonItem[] }>("/people", { ids: ids.join(",") })).items,

  departments: async (): Promise<DepartmentItem[]> => {
    const answer = await api.get<DepartmentItem[] | { items: DepartmentItem[] }>("/departments");
    return Array.isArray(answer) ? answer : answer.items;
  },
};

export function useDepartments(wanted: boolean): UseQueryResult<DepartmentItem[]> {
  return useQuery({
    queryKey: keys.departments,
    queryFn: () => people.departments(),
    enabled: wanted,
    staleTime: 60_000,
  });
}
