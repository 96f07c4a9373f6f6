/** People, departments, positions and groups, as who manages the organisation changes them. */
import { api } from "./client";
import type { DepartmentItem, PersonItem } from "./people";
import type { Titled } from "./types";

export interface Department extends DepartmentItem {
  name: string;
  name_en: string;
  position: number;
  archived: boolean;
}

export type DepartmentChange = Partial<
  Pick<Department, "name" | "name_en" | "parent" | "head" | "position" | "archived">
>;

/** What both positions and groups have. */
interface Named extends Titled {
  name: string;
  name_en: string;
  archived: boolean;
}

export interface Position extends Named {
  /** How many have it. */
  people: number;
}

export interface GroupItem extends Named {
  /** How many people and departments are named in it. */
  people: number;
  departments: number;
}

export interface GroupRecord extends Named {
  people: readonly Titled[];
  departments: readonly Titled[];
}

export type PositionChange = Partial<Pick<Position, "name" | "name_en" | "archived">>;
export type GroupChange = PositionChange & { people?: readonly number[]; departments?: readonly number[] };

/** What somebody is in a department beside the main one. */
export interface Post {
  department: number;
  position: number;
}

/** What ties somebody to the organisation, beside records and roles. */
export interface Ties {
  reports: readonly Titled[];
  departments: readonly Titled[];
  groups: readonly Titled[];
  /** How many views they share, and how many records were shared with them or by them. */
  views: number;
  shares: number;
}

export interface HandOver {
  to: number;
  /** Whom the direct reports report to then; null leaves them. */
  superior: number | null;
  departments: readonly number[];
  groups: readonly number[];
  views: boolean;
  shares: boolean;
  disable: boolean;
}

/** Which people are asked for, beside what was typed. */
export interface PeopleFilter {
  department: number | null;
  position: number | null;
  group: number | null;
}

export interface PersonRecord {
  id: number;
  login: string;
  name: string;
  name_en: string;
  email: string | null;
  mobile: string | null;
  department: number | null;
  departments: readonly number[];
  /** In the main department. */
  position: number | null;
  positions: readonly Post[];
  manager: number | null;
  is_administrator: boolean;
  active: boolean;
}

export type PersonChange = Partial<Omit<PersonRecord, "id">>;

export const organisation = {
  departments: async (signal?: AbortSignal): Promise<readonly Department[]> =>
    (await api.get<{ items: Department[] }>("/departments", {}, signal)).items,
  addDepartment: (given: DepartmentChange): Promise<{ id: number }> => api.post("/departments", given),
  changeDepartment: (id: number, given: DepartmentChange): Promise<unknown> =>
    api.patch(`/departments/${id}`, given),

  positions: async (signal?: AbortSignal): Promise<readonly Position[]> =>
    (await api.get<{ items: Position[] }>("/positions", {}, signal)).items,
  addPosition: (given: PositionChange): Promise<{ id: number }> => api.post("/positions", given),
  changePosition: (id: number, given: PositionChange): Promise<unknown> =>
    api.patch(`/positions/${id}`, given),

  groups: async (signal?: AbortSignal): Promise<readonly GroupItem[]> =>
    (await api.get<{ items: GroupItem[] }>("/groups", {}, signal)).items,
  group: (id: number, signal?: AbortSignal): Promise<GroupRecord> => api.get(`/groups/${id}`, {}, signal),
  addGroup: (given: GroupChange): Promise<{ id: number }> => api.post("/groups", given),
  changeGroup: (id: number, given: GroupChange): Promise<unknown> => api.patch(`/groups/${id}`, given),

  /** A page of people, those who left too; one more than fits tells that there are more. */
  people: async (
    asked: { search: string; offset: number; limit: number } & PeopleFilter,
    signal?: AbortSignal,
  ): Promise<readonly PersonItem[]> =>
    (
      await api.get<{ items: PersonItem[] }>(
        "/people",
        { ...asked, limit: asked.limit + 1, inactive: true },
        signal,
      )
    ).items,
  person: (id: number, signal?: AbortSignal): Promise<PersonRecord> => api.get(`/people/${id}`, {}, signal),
  ties: (id: number, signal?: AbortSignal): Promise<Ties> => api.get(`/people/${id}/hand-over`, {}, signal),
  handOver: (id: number, given: HandOver): Promise<void> => api.post(`/people/${id}/hand-over`, given),
  addPerson: (given: PersonChange): Promise<PersonRecord> => api.post("/people", given),
  changePerson: (id: number, given: PersonChange): Promise<PersonRecord> => api.patch(`/people/${id}`, given),
};
