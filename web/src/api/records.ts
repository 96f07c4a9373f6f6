/** Records of a form: reading pages and single ones, writing, the recycle bin. */
import { api } from "./client";
import type { FilterTree, HistoryEntry, Page, RecordData, ValidateAnswer } from "./types";

export interface ListQuery {
  filter?: FilterTree | null;
  /** A link field, as "form.field", whose own condition narrows the list, and the values that it reads. */
  link?: string;
  values?: Readonly<Record<string, unknown>>;
  sort?: string;
  search?: string;
  fields?: readonly string[];
  expand?: string;
  limit?: number;
  offset?: number;
  cursor?: string;
  count?: boolean;
  deleted?: boolean;
}

const path = (app: string, form: string): string => `/apps/${app}/forms/${form}/records`;

export const records = {
  list: (app: string, form: string, query: ListQuery, signal?: AbortSignal): Promise<Page<RecordData>> =>
    api.get<Page<RecordData>>(
      path(app, form),
      {
        ...query,
        filter: query.filter ? JSON.stringify(query.filter) : undefined,
        fields: query.fields?.join(","),
        values: query.values ? JSON.stringify(query.values) : undefined,
      },
      signal,
    ),

  get: (app: string, form: string, id: number, expand = "*", signal?: AbortSignal): Promise<RecordData> =>
    api.get<RecordData>(`${path(app, form)}/${id}`, { expand }, signal),

  /** `once` names the attempt, so that sending it twice makes one record. */
  create: (app: string, form: string, values: object, once: string): Promise<RecordData> =>
    api.post<RecordData>(path(app, form), values, { headers: { "Idempotency-Key": once } }),

  patch: (app: string, form: string, id: number, version: number, values: object): Promise<RecordData> =>
    api.patch<RecordData>(`${path(app, form)}/${id}`, { version, ...values }),

  remove: (app: string, form: string, id: number): Promise<void> =>
    api.delete<void>(`${path(app, form)}/${id}`),

  restore: (app: string, form: string, id: number): Promise<RecordData> =>
    api.post<RecordData>(`${path(app, form)}/${id}/restore`),

  /** Gives it to another owner. What comes back is no more than its id where the person sees it no longer. */
  transfer: (
    app: string,
    form: string,
    id: number,
    handover: { version: number; owner: number; reason: string | null },
  ): Promise<RecordData> => api.post<RecordData>(`${path(app, form)}/${id}/transfer`, handover),

  validate: (app: string, form: string, id: number | null, values: object): Promise<ValidateAnswer> =>
    api.post<ValidateAnswer>(`${path(app, form)}/validate`, { id, values }),

  history: (app: string, form: string, id: number, cursor?: string) =>
    api.get<{ items: HistoryEntry[]; next: string | null }>(`${path(app, form)}/${id}/history`, { cursor }),
};

/** A name for one attempt to create something. */
export function attempt(): string {
  // crypto.randomUUID exists on https only, and Mortise also runs on a plain address inside a company.
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}
