/** Who acts for whom while they are away. */
import { api } from "./client";
import type { Keyed } from "./flows";
import type { Titled } from "./types";

export interface Absence {
  id: number;
  person: Titled;
  agent: Titled;
  /** In all applications without one, in all its flows without a flow. */
  app: Keyed | null;
  flow: Keyed | null;
  starts_at: string;
  ends_at: string;
  note: string;
  /** Whether it is the absence of the person whose absences are asked for. */
  is_mine: boolean;
}

export interface Absences {
  items: readonly Absence[];
  /** Those that may be chosen. */
  flows: readonly { app: Keyed; flow: Keyed }[];
}

export interface NewAbsence {
  agent: number;
  person?: number;
  scopes: readonly { app: string; flow: string }[];
  starts_at: string;
  ends_at: string;
  note: string;
}

/** Beside other answers of flows. */
export const absenceKey = (person: number | null) => ["flows", "absences", person] as const;

export const absences = {
  /** One's own without a person. */
  read: (person: number | null): Promise<Absences> =>
    api.get<Absences>("/delegations", person === null ? {} : { person }),
  add: (given: NewAbsence): Promise<{ ids: number[] }> => api.post("/delegations", given),
  end: (id: number): Promise<void> => api.delete(`/delegations/${id}`),
};
