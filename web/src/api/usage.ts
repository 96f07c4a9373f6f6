/** How much applications are used. */
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

export interface ViewUsage {
  app: string;
  app_label: Label;
  form: string;
  form_label: Label;
  /** Of one that somebody shares, its number. */
  key: string;
  label: Label;
  kind: string;
  is_saved: boolean;
  opened_at: string | null;
  /** How many opened it within the last 30 days. */
  people: number;
}

/** Of every application that one builds. */
export const readViewUsage = async (signal?: AbortSignal): Promise<readonly ViewUsage[]> =>
  (await api.get<{ items: ViewUsage[] }>("/usage", {}, signal)).items;
