/** Records of a form: reading pages and single ones, writing, the recycle bin. */
import { api } from "./client";
import { Problem, sentences, told } from "./problem";
import type {
  BulkChange,
  BulkOutcome,
  BulkRefusal,
  FilterTree,
  HistoryEntry,
  Page,
  RecordBranch,
  RecordData,
  RecordGroups,
  ValidateAnswer,
} from "./types";

export interface ListQuery {
  filter?: FilterTree | null;
  /** A field, as "form.field", whose own condition narrows the list, and the values that it reads. */
  link?: string;
  values?: Readonly<Record<string, unknown>>;
  sort?: string;
  search?: string;
  fields?: readonly string[] | undefined;
  expand?: string;
  limit?: number;
  offset?: number;
  cursor?: string;
  count?: boolean;
  deleted?: boolean;
  /** The view by whose settings it is read. */
  view?: string | undefined;
  /** Conditions of which each record tells the first that holds on it. */
  marks?: readonly FilterTree[];
}

/** By what records are grouped and what of them is summed up, as the groups' door takes it. */
export interface Grouping {
  by: string;
  totals: readonly string[];
  /** In the order of their values, rather than the largest first. */
  inOrder?: boolean;
}

/** The values that lead to a group, one for each level: ids of what has one. */
export type GroupPath = readonly (string | number | boolean | null)[];

/** Of which groups the first records are wanted, and how many of each. */
export interface MembersQuery {
  by: string;
  of: readonly GroupPath[];
  limit: number;
}

/** The days of a calendar, weeks beginning with the first; which fields say when a record is, and how many of each day
 * of each week are wanted. */
export interface DaysQuery {
  start: string;
  end: string | undefined;
  first: string;
  last: string;
  limit: number;
  fields: readonly string[] | undefined;
}

/** Records on the days of a calendar. */
export interface RecordDays {
  /** How many stand on each day, the first day first. */
  counts: readonly number[];
  /** Of each week those that come first on the days on which they appear there. */
  items: readonly RecordData[];
}

/** Which branches of a tree: `parent` names the record above, none under which is the top. A cursor goes on in one. */
export interface BranchQuery {
  parent: string;
  under: readonly number[];
  limit: number;
  fields?: readonly string[] | undefined;
  cursor?: string | undefined;
}

/** What a press of a button made of a record, and what it opens. */
export interface PressAnswer {
  record: RecordData;
  address: string | null;
  opens: { form: string; values: Record<string, unknown> } | null;
}

/** Of which list, and what of each record. */
type Among = Pick<ListQuery, "filter" | "search" | "sort" | "fields" | "expand">;

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
        marks: query.marks?.length ? JSON.stringify(query.marks) : undefined,
      },
      signal,
    ),

  groups: (
    app: string,
    form: string,
    {
      by,
      totals,
      inOrder,
      filter,
      search,
      link,
      values,
    }: Pick<ListQuery, "filter" | "search" | "link" | "values"> & Grouping,
    signal?: AbortSignal,
  ): Promise<RecordGroups> => {
    const asked = {
      by: by || undefined,
      totals: totals.join(",") || undefined,
      order: inOrder ? "value" : undefined,
      search,
      filter: filter && JSON.stringify(filter),
      link,
      values: values && JSON.stringify(values),
    };
    return api.get<RecordGroups>(`${path(app, form)}/groups`, asked, signal);
  },

  /** In the order in which the groups are asked for. */
  members: (
    app: string,
    form: string,
    { filter, fields, of, marks, ...asked }: Among & Pick<ListQuery, "marks"> & MembersQuery,
    signal?: AbortSignal,
  ): Promise<readonly Page<RecordData>[]> =>
    api
      .get<{ groups: readonly Omit<Page<RecordData>, "next">[] }>(
        `${path(app, form)}/members`,
        {
          ...asked,
          of: JSON.stringify(of),
          fields: fields?.join(","),
          filter: filter ? JSON.stringify(filter) : undefined,
          marks: marks?.length ? JSON.stringify(marks) : undefined,
        },
        signal,
      )
      .then(({ groups }) => groups.map((group) => ({ ...group, next: null }))),

  days: (
    app: string,
    form: string,
    { filter, fields, ...asked }: Omit<Among, "sort"> & DaysQuery,
    signal?: AbortSignal,
  ): Promise<RecordDays> =>
    api.get<RecordDays>(
      `${path(app, form)}/days`,
      { ...asked, fields: fields?.join(","), filter: filter ? JSON.stringify(filter) : undefined },
      signal,
    ),

  branches: (
    app: string,
    form: string,
    { filter, fields, under, ...asked }: Among & BranchQuery,
    signal?: AbortSignal,
  ): Promise<readonly RecordBranch[]> =>
    api
      .get<{ branches: readonly RecordBranch[] }>(
        `${path(app, form)}/branches`,
        {
          ...asked,
          under: under.join(",") || undefined,
          fields: fields?.join(","),
          filter: filter ? JSON.stringify(filter) : undefined,
        },
        signal,
      )
      .then(({ branches }) => branches),

  get: (app: string, form: string, id: number, expand = "*", signal?: AbortSignal): Promise<RecordData> =>
    api.get<RecordData>(`${path(app, form)}/${id}`, { expand }, signal),

  /** What a record is called, or null where it is not there to be read. */
  title: async (app: string, form: string, id: number): Promise<string | null> => {
    try {
      return (await api.get<RecordData>(`${path(app, form)}/${id}`, { fields: "title" })).title ?? "";
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 404) return null;
      throw thrown;
    }
  },

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

  /** Presses a button, with what it asks for; `once` names the attempt. */
  press: (
    app: string,
    form: string,
    id: number,
    button: string,
    given: { version: number; values: object },
    once: string,
  ): Promise<PressAnswer> =>
    api.post<PressAnswer>(`${path(app, form)}/${id}/press/${button}`, given, {
      headers: { "Idempotency-Key": once },
    }),

  bulk: (app: string, form: string, change: BulkChange): Promise<BulkOutcome> =>
    api.post<BulkOutcome>(`${path(app, form)}/bulk`, change),

  /** Makes the good ones of many records. */
  createMany: (app: string, form: string, given: readonly object[], once: string): Promise<BulkOutcome> =>
    api.post<BulkOutcome>(
      `${path(app, form)}/bulk`,
      { action: "create", records: given.map((values) => ({ values })), partial: true },
      { headers: { "Idempotency-Key": once } },
    ),

  validate: (app: string, form: string, id: number | null, values: object): Promise<ValidateAnswer> =>
    api.post<ValidateAnswer>(`${path(app, form)}/validate`, { id, values }),

  /** What has been entered in a field of free words and contains a text, the most used first. */
  words: (
    app: string,
    form: string,
    field: string,
    search: string,
    signal?: AbortSignal,
  ): Promise<string[]> =>
    api
      .get<{ items: string[] }>(`/apps/${app}/forms/${form}/words/${field}`, { search, limit: 50 }, signal)
      .then(({ items }) => items),

  history: (app: string, form: string, id: number, cursor?: string) =>
    api.get<{ items: HistoryEntry[]; next: string | null }>(`${path(app, form)}/${id}/history`, { cursor }),
};

/** A name for one attempt to create something. */
export function attempt(): string {
  // crypto.randomUUID exists on https only, and Mortise also runs on a plain address inside a company.
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}

/** A record with what shall be changed in it. */
export interface Changed {
  id: number;
  version: number;
  values: Readonly<Record<string, unknown>>;
}

/** The most records that one request of the browser changes: all that are refused are told of. */
const MOST = 500;

/** Saves records, many of them by one request; gives for each what it holds then, or why it was not saved. */
export async function saveRecords(
  app: string,
  form: string,
  changed: readonly Changed[],
): Promise<(RecordData | Problem)[]> {
  const [only] = changed;
  if (!only) return [];
  if (changed.length === 1) {
    return [await caught(records.patch(app, form, only.id, only.version, only.values))];
  }
  const outcome = await records.bulk(app, form, { action: "edit", records: changed, partial: true });
  const saved = new Map((outcome.records ?? []).map((record) => [record.id, record]));
  const refused = new Map(outcome.refused.map((each) => [each.id, problemOfOne(each)]));
  return changed.map(({ id }) => saved.get(id) ?? refused.get(id) ?? new Problem(404, {}));
}

/** Makes records, many of them by one request; gives each in its place, or why it was not made. */
export async function createRecords(
  app: string,
  form: string,
  given: readonly object[],
  once: string,
): Promise<(RecordData | Problem)[]> {
  const [only] = given;
  if (!only) return [];
  if (given.length === 1) return [await caught(records.create(app, form, only, once))];
  const outcome = await records.createMany(app, form, given, once);
  const refused = new Map(outcome.refused.map((each) => [each.place, problemOfOne(each)]));
  const made = [...(outcome.records ?? [])];
  return given.map((_, place) => refused.get(place) ?? made.shift() ?? new Problem(404, {}));
}

/** Moves records into the recycle bin or back, many by one request; gives those that refused, with the reason. */
export async function moveRecords(
  app: string,
  form: string,
  action: "delete" | "restore",
  ids: readonly number[],
): Promise<Map<number, Problem>> {
  const refused = new Map<number, Problem>();
  for (let start = 0; start < ids.length; start += MOST) {
    const some = ids.slice(start, start + MOST);
    const outcome = await records.bulk(app, form, { action, ids: some, partial: true });
    for (const each of outcome.refused) if (each.id !== null) refused.set(each.id, problemOfOne(each));
  }
  return refused;
}

async function caught(saving: Promise<RecordData>): Promise<RecordData | Problem> {
  try {
    return await saving;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status >= 400 && thrown.status < 500) return thrown;
    throw thrown;
  }
}

/** What is said of one of many records, as if it had been sent alone. */
export function problemOfOne({ issues, ...more }: BulkRefusal): Problem {
  const own = issues.map((issue) => ({
    ...issue,
    pointer: issue.pointer.replace(/^\/records\/\d+(\/values|\/id)?/, ""),
  }));
  const detail = sentences([...new Set(own.map(told))]);
  return new Problem(more.version === undefined ? 422 : 409, { ...more, title: detail, detail, issues: own });
}
