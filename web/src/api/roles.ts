/** Who holds which role of an application. */

import type { Label } from "~/words";
import { api } from "./client";
import type { Titled } from "./types";

export const HOLDERS = ["people", "departments", "groups", "positions"] as const;
export type HolderKind = (typeof HOLDERS)[number];

export type RoleHolders = Readonly<Record<HolderKind, readonly Titled[]>>;
/** The same by id. */
export type HolderIds = Readonly<Record<HolderKind, readonly number[]>>;

export function idsOf(held: RoleHolders): HolderIds {
  const ids = (kind: HolderKind): number[] => held[kind].map(({ id }) => id);
  return {
    people: ids("people"),
    departments: ids("departments"),
    groups: ids("groups"),
    positions: ids("positions"),
  };
}

export interface RoleItem extends RoleHolders {
  key: string;
  label: Label;
  administrator: boolean;
}

export const roles = {
  /** Every role of the published version; for the application's administrators. */
  list: async (app: string, signal?: AbortSignal): Promise<readonly RoleItem[]> =>
    (await api.get<{ items: RoleItem[] }>(`/apps/${app}/roles`, {}, signal)).items,

  setHolders: (app: string, role: string, holders: HolderIds): Promise<RoleHolders> =>
    api.put<RoleHolders>(`/apps/${app}/roles/${role}/members`, holders),
};
