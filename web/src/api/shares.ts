/** Who takes part in single records because somebody let them. */
import { api } from "./client";
import type { Titled } from "./types";

export const PERSON = "person";
export type HolderKind = typeof PERSON | "department" | "group" | "position";

export interface Share {
  id: number;
  kind: HolderKind;
  with: Titled;
  may_edit: boolean;
  by: Titled | null;
  at: string;
  /** Of a person: whether a role of theirs lets them see the record. */
  sees: boolean | null;
}

export interface Shares {
  items: readonly Share[];
  may_share: boolean;
  /** Nobody gives more than they have. */
  may_share_edit: boolean;
}

interface Keyed {
  key: string;
  title: string;
}

/** A record that is shared with the person at the screen. */
export interface SharedRecord {
  app: Keyed;
  form: Keyed;
  record: Titled;
  may_edit: boolean;
  by: Titled | null;
  at: string;
}

export type Holders = Partial<Record<HolderKind, readonly number[]>>;

const MEMBERS: Readonly<Record<HolderKind, string>> = {
  person: "people",
  department: "departments",
  group: "groups",
  position: "positions",
};
const path = (app: string, form: string, id: number): string =>
  `/apps/${app}/forms/${form}/records/${id}/shares`;

export const shares = {
  list: (app: string, form: string, id: number, signal?: AbortSignal): Promise<Shares> =>
    api.get<Shares>(path(app, form, id), {}, signal),

  /** Also says anew what those may do who take part already. */
  put: (app: string, form: string, id: number, holders: Holders, mayEdit: boolean): Promise<Shares> => {
    const named = Object.entries(holders).map(([kind, ids]) => [MEMBERS[kind as HolderKind], ids]);
    return api.post<Shares>(path(app, form, id), { ...Object.fromEntries(named), may_edit: mayEdit });
  },

  end: (app: string, form: string, id: number, share: number): Promise<{ id: number }> =>
    api.delete<{ id: number }>(`${path(app, form, id)}/${share}`),

  withMe: async (signal?: AbortSignal): Promise<readonly SharedRecord[]> =>
    (await api.get<{ items: SharedRecord[] }>("/shares", {}, signal)).items,
};
