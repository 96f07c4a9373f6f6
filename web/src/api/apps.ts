/** Applications and their published definitions. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Label } from "~/words";
import { api } from "./client";
import { keys } from "./keys";
import type { AppSummary, AppView, FieldView, FormView } from "./types";

export function useApps(): UseQueryResult<readonly AppSummary[]> {
  return useQuery({
    queryKey: keys.apps,
    queryFn: async ({ signal }) => (await api.get<{ items: AppSummary[] }>("/apps", {}, signal)).items,
    staleTime: 60_000,
  });
}

export function useApp(app: string): UseQueryResult<AppView> {
  return useQuery({
    queryKey: keys.app(app),
    queryFn: ({ signal }) => api.get<AppView>(`/apps/${app}`, {}, signal),
    enabled: app !== "",
    staleTime: 60_000,
  });
}

export function formOf(app: AppView, key: string): FormView | undefined {
  return app.forms.find((form) => form.key === key);
}

export function fieldOf(form: FormView, key: string): FieldView | undefined {
  return form.fields.find((field) => field.key === key);
}

export function mayWrite(form: FormView, field: FieldView): boolean {
  return !field.computed && form.rights.fields[field.key] === "write";
}

export function may(form: FormView, action: string): boolean {
  return form.rights.actions.includes(action);
}

export interface NewApp {
  key: string;
  labels: Label;
  icon: string;
  colour: string;
}

/** Begins an empty application, which its builders alone see until it is published. */
export async function createApp(given: NewApp): Promise<void> {
  await api.post("/apps", given);
}
