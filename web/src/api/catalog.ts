/** Applications that can be installed. */
import type { Label } from "~/words";
import { api } from "./client";

/** An application that can be installed. */
export interface Offer {
  key: string;
  label: Label;
  description: Label;
  icon: string;
  colour: string;
  has_sample: boolean;
  is_installed: boolean;
}

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
