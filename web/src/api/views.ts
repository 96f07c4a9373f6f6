/** Views that people keep for themselves or share, and how each person arranges the views of a form. */
import { type QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Label } from "~/words";
import { api } from "./client";
import { keys } from "./keys";
import type { Issue, Titled } from "./types";

/** A view's kind with its settings. */
export type ViewDefinition = Readonly<Record<string, unknown>> & { kind: string };

export interface Audience {
  shared: boolean;
  roles: readonly string[];
  departments: readonly number[];
  groups: readonly number[];
  positions: readonly number[];
}

export interface SavedView extends Audience {
  id: number;
  /** What the address names it by. */
  key: string;
  form: string;
  label: Label;
  kind: string;
  /** As far as the reader may use it; absent where it cannot be shown, and the issues say why. */
  definition: ViewDefinition | null;
  owner: Titled;
  for_everybody: boolean;
  locked: boolean;
  version: number;
  may_change: boolean;
  issues: readonly Issue[];
}

export interface Arrangement {
  order: readonly string[];
  hidden: readonly string[];
  first: string | null;
}

export interface Views {
  items: readonly SavedView[];
  arrangements: Readonly<Record<string, { own?: Arrangement | null; company?: Arrangement | null }>>;
  may_share: readonly string[];
  may_arrange_all: boolean;
  roles: readonly { key: string; label: Label }[];
}

export interface NewView extends Audience {
  form: string;
  label: Label;
  definition: ViewDefinition;
}

export type ViewChange = Partial<Audience & { label: Label; definition: ViewDefinition; locked: boolean }> & {
  /** Lets go of what is missing. */
  forget?: boolean;
};

/** The views of all forms of an application at once, so that no list waits for its own. */
export function useSavedViews(app: string): UseQueryResult<Views> {
  return useQuery({
    queryKey: keys.views(app),
    queryFn: ({ signal }) => api.get<Views>(`/apps/${app}/views`, {}, signal),
    enabled: app !== "",
  });
}

/** Puts a view in the place of the one that is known, or beside the others. */
export async function keepView(cache: QueryClient, app: string, view: SavedView): Promise<void> {
  // An answer that was on its way before would take it out again.
  await cache.cancelQueries({ queryKey: keys.views(app) });
  cache.setQueryData<Views>(keys.views(app), (known) => {
    if (!known) return known;
    const others = known.items.filter(({ id }) => id !== view.id);
    const at = known.items.findIndex(({ id }) => id === view.id);
    return { ...known, items: at < 0 ? [...others, view] : others.toSpliced(at, 0, view) };
  });
}

export const views = {
  create: (app: string, view: NewView, once: string): Promise<SavedView> =>
    api.post<SavedView>(`/apps/${app}/views`, view, { headers: { "Idempotency-Key": once } }),

  change: (app: string, view: SavedView, change: ViewChange): Promise<SavedView> =>
    api.patch<SavedView>(`/apps/${app}/views/${view.id}`, { ...change, version: view.version }),

  remove: (app: string, id: number): Promise<void> => api.delete(`/apps/${app}/views/${id}`),

  restore: (app: string, id: number): Promise<SavedView> =>
    api.post<SavedView>(`/apps/${app}/views/${id}/restore`),

  arrange: (app: string, form: string, arrangement: Arrangement, company: boolean): Promise<void> =>
    api.put(`/apps/${app}/forms/${form}/view-arrangement`, { ...arrangement, company }),
};
