/** People and departments, as who manages the organisation changes them. */
import { api } from "./client";
import type { DepartmentItem, PersonItem } from "./people";

export interface Department extends DepartmentItem {
  name: string;
  name_en: string;
  position: number;
  archived: boolean;
}

export type DepartmentChange = Partial<
  Pick<Department, "name" | "name_en" | "parent" | "head" | "position" | "archived">
>;

export interface PersonRecord {
  id: number;
  login: string;
  name: string;
  name_en: string;
  email: string | null;
  mobile: string | null;
  department: number | null;
  departments: readonly number[];
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

  /** A page of people, those who left too; one more than fits tells that there are more. */
  people: async (
    asked: { search: string; department: number | null; offset: number; limit: number },
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
  addPerson: (given: PersonChange): Promise<PersonRecord> => api.post("/people", given),
  changePerson: (id: number, given: PersonChange): Promise<PersonRecord> => api.patch(`/people/${id}`, given),
};
