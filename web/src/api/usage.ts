/** How much an application is used. */
import type { Label } from "~/words";
import { api } from "./client";

export interface FieldUsage {
  key: string;
  label: Label;
  /** Which part of the records has something in it; null where that is not counted. */
  filled: number | null;
  changed_at: string | null;
}

export interface FormUsage {
  key: string;
  label: Label;
  records: number;
  is_sampled: boolean;
  changed_at: string | null;
  fields: readonly FieldUsage[];
}

export const readUsage = async (app: string, signal?: AbortSignal): Promise<readonly FormUsage[]> =>
  (await api.get<{ items: FormUsage[] }>(`/apps/${app}/usage`, {}, signal)).items;
