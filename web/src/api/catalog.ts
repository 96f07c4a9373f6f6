/** Applications that can be installed. */
import { api } from "./client";
import type { Offer } from "./types";

export interface Installed {
  key: string;
  records: number;
  /** Passwords of people who came with the sample, told this once. */
  logins: Record<string, string>;
}

export const catalog = {
  list: async (signal?: AbortSignal): Promise<Offer[]> =>
    (await api.get<{ items: Offer[] }>("/catalog", {}, signal)).items,

  install: (key: string, sample: boolean): Promise<Installed> =>
    api.post<Installed>(`/catalog/${key}/install`, { sample }),
};
