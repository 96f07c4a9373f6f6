/** Who holds which role of an application. */

import type { Label } from "~/words";
import { api } from "./client";
import type { Titled } from "./types";

export interface RoleHolders {
  people: readonly Titled[];
  departments: readonly Titled[];
}

export interface RoleItem extends RoleHolders {
  key: string;
  label: Label;
}

export const roles = {
  /** Every role of the published version; for the application's administrators. */
  list: async (app: string, signal?: AbortSignal): Promise<readonly RoleItem[]> =>
    (await api.get<{ items: RoleItem[] }>(`/apps/${app}/roles`, {}, signal)).items,

  setHolders: (
    app: string,
    role: string,
    holders: { people: readonly number[]; departments: readonly number[] },
  ): Promise<RoleHolders> => api.put<RoleHolders>(`/apps/${app}/roles/${role}/members`, holders),
};
