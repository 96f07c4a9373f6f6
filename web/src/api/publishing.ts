/** What builders do with an application as a whole: versions, plans, publications, and what changes left behind. */
import { api, request } from "./client";
import type { Issue, Titled } from "./types";

export interface Publication {
  publication: number | null;
  version: number;
  state: string;
  is_stuck: boolean;
  progress: { rows?: number; filled?: number };
  error: string | null;
  started_at: string | null;
  started_by: Titled | null;
}

export interface Version {
  version: number;
  published_at: string;
  published_by: Titled | null;
  note: string;
  is_current: boolean;
}

/** Settings that changed, by their names in the definition: of which part, and of a field its kind. */
export interface ChangedSettings {
  what: string;
  kind: string | null;
  names: readonly string[];
}

export interface VersionChange {
  code: string;
  text: string;
  details: readonly string[];
  settings: ChangedSettings;
}

export interface Draft {
  revision: number;
  base_version: number | null;
  published_version: number | null;
  is_changed: boolean;
  /** Whether it could be published; if not, the issues say why. */
  is_sound: boolean;
  issues: readonly Issue[];
}

/** A draft with its document; `changes` is in how many parts it differs from the published version, if that is known. */
export interface WholeDraft extends Draft {
  definition: unknown;
  /** Who changed it last, where that is known. */
  changed_by: Titled | null;
  changes: number | null;
  /** The published forms and fields by path (`visit.lines.item`), when it is opened. */
  published: readonly string[] | null;
}

export type Consequence = "metadata" | "online" | "backfill" | "destructive";

export interface Dependant {
  pointer: string;
  name: string;
  part: string;
  form: string | null;
  key: string | null;
}

export interface PlanStep {
  code: string;
  pointer: string;
  text: string;
  details: readonly string[];
  settings: ChangedSettings | null;
  consequence: Consequence;
  form: string | null;
  field: string | null;
  rows: number | null;
  dependants: readonly Dependant[];
  conditions: readonly { place: string; before: string | null; after: string | null }[];
}

export interface PlanLoss {
  form: string;
  field: string;
  name: string;
  text: string;
  count: number;
  total: number;
  fingerprint: string;
  rows: readonly {
    record: number | null;
    row: number;
    title: string | null;
    value: string | null;
    reason: string;
  }[];
}

export interface PlanOffer {
  path: string;
  name: string;
  version: number;
  rows: number;
  is_taken: boolean;
}

export interface Plan {
  version: number;
  base_version: number | null;
  revision: number;
  /** Whether it is the same as the current version. */
  is_unchanged: boolean;
  is_publishable: boolean;
  needs_preparation: boolean;
  publication: Publication | null;
  steps: readonly PlanStep[];
  check: { state: string; done: number; total: number; finished_at: string | null; error: string | null };
  losses: readonly PlanLoss[];
  offers: readonly PlanOffer[];
  issues: readonly Issue[];
}

export interface LeftField {
  form: string;
  field: string;
  label: string;
  version: number;
  count: number;
}

export interface LeftValue {
  id: number;
  record: number | null;
  row: number;
  title: string | null;
  value: string | null;
  reason: string;
}

export interface AlikeValue {
  id: number;
  text: string;
  count: number;
}

export interface ParkedPart {
  path: string;
  kind: string | null;
  label: string;
  version: number;
  parked_at: string;
  rows: number;
  size: number;
}

/** The new value as a person writes it; without one it stays blank. */
export type Wanted = { text: string } | Record<string, never>;

const made = (revision: number): { headers: Record<string, string> } => ({
  headers: { "If-Match": `"${revision}"` },
});

export const publishing = {
  versions: (app: string, signal?: AbortSignal) =>
    api.get<{ items: Version[]; publication: Publication | null }>(`/apps/${app}/versions`, {}, signal),
  changes: async (app: string, version: number): Promise<VersionChange[]> =>
    (await api.get<{ items: VersionChange[] }>(`/apps/${app}/versions/${version}/changes`)).items,
  restore: (app: string, version: number): Promise<Draft> =>
    api.post<Draft>(`/apps/${app}/versions/${version}/restore`),

  draft: (app: string, signal?: AbortSignal): Promise<WholeDraft> =>
    api.get<WholeDraft>(`/apps/${app}/draft`, {}, signal),
  change: (app: string, revision: number, operations: readonly object[]): Promise<WholeDraft> =>
    request<WholeDraft>("PATCH", `/apps/${app}/draft`, { ...made(revision), body: operations }),
  discard: (app: string, revision: number): Promise<Draft> =>
    request<Draft>("DELETE", `/apps/${app}/draft`, made(revision)),

  plan: (app: string, takeBack: readonly string[], signal?: AbortSignal): Promise<Plan> =>
    api.get<Plan>(`/apps/${app}/plan`, { take_back: takeBack.join(",") }, signal),
  publish: (
    app: string,
    given: { revision: number; note: string; take_back: readonly string[]; accept: readonly string[] },
  ): Promise<Publication> => api.post<Publication>(`/apps/${app}/publish`, given),
  retry: (app: string, id: number): Promise<Publication> =>
    api.post<Publication>(`/apps/${app}/publications/${id}/retry`),
  abandon: (app: string, id: number): Promise<Publication> =>
    api.post<Publication>(`/apps/${app}/publications/${id}/abandon`),
  publication: (app: string, id: number): Promise<Publication> =>
    api.get<Publication>(`/apps/${app}/publications/${id}`),

  left: async (app: string, signal?: AbortSignal): Promise<LeftField[]> =>
    (await api.get<{ items: LeftField[] }>(`/apps/${app}/unconverted`, {}, signal)).items,
  leftValues: (app: string, form: string, field: string, after: number) =>
    api.get<{ items: LeftValue[]; next: number | null }>(`/apps/${app}/unconverted/${form}/${field}`, {
      after,
    }),
  alike: (app: string, form: string, field: string, search: string, signal?: AbortSignal) =>
    api.get<{ items: AlikeValue[]; truncated: boolean }>(
      `/apps/${app}/unconverted/${form}/${field}/alike`,
      { search },
      signal,
    ),
  putRight: (app: string, id: number, wanted: Wanted): Promise<void> =>
    api.post<void>(`/apps/${app}/unconverted/${id}`, wanted),
  putAlikeRight: (app: string, id: number, wanted: Wanted) =>
    api.post<{ settled: number; left: number; refused: { issues: Issue[] }[] }>(
      `/apps/${app}/unconverted/${id}/alike`,
      wanted,
    ),

  parked: async (app: string, signal?: AbortSignal): Promise<ParkedPart[]> =>
    (await api.get<{ items: ParkedPart[] }>(`/apps/${app}/parked`, {}, signal)).items,
  bringBack: (app: string, revision: number, paths: readonly string[]): Promise<Draft> =>
    api.post<Draft>(`/apps/${app}/draft/restore`, { paths }, made(revision)),
};
