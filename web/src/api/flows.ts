/** Tasks of the person at the screen, and the flows that they are of. */
import { api } from "./client";
import type { StoredFile } from "./files";
import type { Keyed, Stop } from "./flowPreview";
import type { Titled } from "./types";

export type { Keyed } from "./flowPreview";

export type TaskList = "todo" | "done" | "started" | "copied";
export type InstanceState = "running" | "approved" | "rejected" | "withdrawn" | "terminated";
export type Verdict = "approved" | "rejected" | "returned";

/** A line of a list: the flow over its record, and the task where it is of one. */
export interface TaskLine {
  task: number | null;
  version: number | null;
  instance: number;
  app: Keyed;
  flow: Keyed & { version: number };
  node: Keyed | null;
  form: string;
  /** Without a title for whoever may not view the record. */
  record: { id: number; title: string | null };
  initiator: Titled;
  person: Titled | null;
  owner: Titled | null;
  state: InstanceState;
  is_stuck: boolean;
  began_at: string;
  ended_at: string | null;
  opened_at: string | null;
  due_at: string | null;
  is_overdue: boolean;
  /** Whether approving takes a signature by hand. */
  signature: boolean;
  verdict: Verdict | null;
  comment: string | null;
  at: string | null;
}

export interface TaskPage {
  items: TaskLine[];
  next: string | null;
}

export interface TaskCounts {
  todo: number;
  overdue: number;
  running: number;
}

export interface TaskQuery {
  app?: string | undefined;
  flow?: string | undefined;
  state?: InstanceState | undefined;
  overdue?: boolean | undefined;
  /** In the record, its number, or the initiator's name. */
  search?: string | undefined;
}

export interface Waited {
  task: number;
  version: number;
  node: Keyed;
  person: Titled;
  owner: Titled;
  agent: Titled | null;
  reason: string;
  opened_at: string | null;
  due_at: string | null;
}

export type FieldRight = "hidden" | "read" | "write" | "required";

/** A task of the reader's, with what the node allows; one at the start is to be submitted again. */
export interface OwnTask extends Waited {
  kind: string;
  /** Whether another asks for an opinion and decides afterwards. */
  is_advice: boolean;
  targets: readonly Keyed[];
  added: readonly { task: number; person: Titled }[];
  asks_withdrawal: boolean;
  fields?: Readonly<Record<string, FieldRight>>;
  other_fields?: "hidden" | "read" | "write";
  operations?: readonly string[];
  comment?: "optional" | "rejection" | "always";
  signature?: boolean;
  /** With which the reader signed before. */
  last_signature?: StoredFile | null;
  may_reject?: boolean;
  resubmission?: "rerun" | "direct" | "choose";
}

export interface TimelineLine {
  what: string;
  at: string;
  actor: Titled | null;
  comment: string;
  files: readonly StoredFile[];
  signature: StoredFile | null;
  text: string;
  for: string | null;
  is_automatic: boolean;
}

export interface Instance {
  id: number;
  app: Keyed;
  flow: Keyed & { version: number };
  form: string;
  record: { id: number; title: string | null };
  initiator: Titled;
  state: InstanceState;
  began_at: string;
  ended_at: string | null;
  incidents: readonly { visit: number; node: Keyed; message: string }[];
  waiting: readonly Waited[];
  timeline: readonly TimelineLine[];
  path: readonly Stop[];
  tasks: readonly OwnTask[];
  operations: readonly string[];
  /** Tasks of the reader's whose approval can be taken back, the latest first. */
  take_back: readonly { task: number; node: Keyed }[];
  /** Grows as the flow goes on. */
  moves: number;
  /** For those who look after it: where it stands, and where each branch may go on. */
  standing: readonly {
    visit: number;
    token: number;
    node: Keyed;
    since: string;
    targets: readonly Keyed[];
  }[];
  /** For them, too: where the flow as a whole may go on. */
  whole: readonly Keyed[];
}

/** A flow over a record, as its page tells of it. */
export interface FlowOverRecord {
  instance: number;
  flow: Keyed & { version: number };
  state: InstanceState;
  initiator: Titled;
  began_at: string;
  ended_at: string | null;
  is_stuck: boolean;
  /** Whether it keeps others from changing the record. */
  is_holding: boolean;
  waiting: readonly {
    /** Of a task of the reader's. */
    task: number | null;
    node: Keyed;
    person: Titled;
    agent: Titled | null;
    opened_at: string | null;
    due_at: string | null;
    is_overdue: boolean;
  }[];
}

export interface FlowsOverRecord {
  items: readonly FlowOverRecord[];
  /** The flows that the reader may begin by hand over the record as it is now. */
  begins: readonly string[];
}

export type Chosen = Readonly<Record<string, readonly number[]>>;

export interface After {
  instance: number;
  state: InstanceState;
}

export interface BulkApproval {
  done: readonly number[];
  refused: Readonly<Record<string, { detail?: string; issues?: readonly { message: string }[] }>>;
}

/** The most tasks that are approved at once. */
export const MOST_AT_ONCE = 100;

/** The names under which answers are kept; one prefix forgets them all, as every decision may change each of them. */
export const flowKeys = {
  all: ["flows"] as const,
  counts: ["flows", "counts"] as const,
  list: (list: TaskList, query: TaskQuery) => ["flows", "list", list, query] as const,
  instance: (id: number) => ["flows", "instance", id] as const,
  /** What can be begun depends on how the record is at a version. */
  over: (app: string, form: string, id: number, version: number) =>
    ["flows", "over", app, form, id, version] as const,
};

const flowPath = (app: string, flow: string): string => `/apps/${app}/flows/${flow}`;

export const flows = {
  tasks: (list: TaskList, query: TaskQuery, cursor?: string): Promise<TaskPage> =>
    api.get<TaskPage>("/tasks", { list, ...query, overdue: query.overdue || undefined, limit: 30, cursor }),

  counts: (): Promise<TaskCounts> => api.get<TaskCounts>("/tasks/counts"),

  instance: (id: number, signal?: AbortSignal): Promise<Instance> =>
    api.get<Instance>(`/instances/${id}`, {}, signal),

  overRecord: (app: string, form: string, id: number): Promise<FlowsOverRecord> =>
    api.get<FlowsOverRecord>(`/apps/${app}/forms/${form}/records/${id}/flows`),

  /** Does something with a task; the same `command` again changes nothing. */
  decide: (task: number, deed: string, given: object): Promise<After> =>
    api.post<After>(`/tasks/${task}/${deed}`, given),

  approveMany: (tasks: readonly number[], comment: string, command: string): Promise<BulkApproval> =>
    api.post<BulkApproval>("/tasks/approve", { tasks, comment, command }),

  /** Does something with a flow as a whole. */
  direct: (instance: number, deed: string, given: object): Promise<After> =>
    api.post<After>(`/instances/${instance}/${deed}`, given),

  preview: async (app: string, flow: string, record: number, chosen: Chosen): Promise<readonly Stop[]> =>
    (await api.post<{ path: Stop[] }>(`${flowPath(app, flow)}/preview`, { record, chosen })).path,

  begin: (app: string, flow: string, record: number, chosen: Chosen, command: string): Promise<After> =>
    api.post<After>(`${flowPath(app, flow)}/instances`, { record, chosen, command }),
};
