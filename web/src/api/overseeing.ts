/** The flows of an application for those who look after it. */
import { api } from "./client";
import type { InstanceState, Keyed } from "./flows";
import type { Titled } from "./types";

export interface Standing {
  visit: number;
  node: Keyed;
  since: string;
  /** What stops the flow there. */
  incident: { code: string; message: string } | null;
}

export interface OverseenWaiting {
  task: number;
  node: Keyed;
  person: Titled;
  agent: Titled | null;
  opened_at: string | null;
  due_at: string | null;
  is_overdue: boolean;
}

/** A flow over its record: where it stands and, of those whom it waits for, the first. */
export interface OverseenFlow {
  instance: number;
  flow: Keyed & { version: number | null };
  form: string;
  /** Without a title for whoever may not view the record. */
  record: { id: number; title: string | null };
  initiator: Titled;
  state: InstanceState;
  is_stuck: boolean;
  began_at: string;
  ended_at: string | null;
  standing: readonly Standing[];
  waiting: readonly OverseenWaiting[];
  waiting_count: number;
}

export interface OverseenPage {
  items: readonly OverseenFlow[];
  next: string | null;
}

export interface OverseenQuery {
  flow?: string | undefined;
  state?: InstanceState | undefined;
  node?: string | undefined;
  person?: number | undefined;
  /** Has stood where it does for so many days. */
  days?: number | undefined;
  stuck?: boolean | undefined;
  overdue?: boolean | undefined;
  search?: string | undefined;
  order?: "latest" | "longest" | undefined;
}

export interface AwaitedPerson {
  person: Titled;
  is_active: boolean;
  tasks: number;
  overdue: number;
  since: string | null;
}

export interface FlowOverview {
  running: number;
  stuck: number;
  overdue: number;
  people: readonly AwaitedPerson[];
  flows: readonly (Keyed & { nodes: readonly Keyed[] })[];
}

/** Times are seconds of working time. */
export interface FlowFigures {
  flow: Keyed;
  began: number;
  running: number;
  stuck: number;
  approved: number;
  rejected: number;
  withdrawn: number;
  terminated: number;
  median_seconds: number | null;
  slow_seconds: number | null;
}

export interface NodeFigures {
  node: Keyed;
  visits: number;
  open: number;
  stuck: number;
  median_seconds: number;
  slow_seconds: number;
  rejected: number;
  returned: number;
}

export interface Replacement {
  person: number;
  to: number;
  flow?: string;
  comment: string;
  command: string;
}

export interface Unreplaced {
  instance: number;
  task: number;
  title: string | null;
  problem: { detail?: string; issues?: readonly { message: string }[] };
}

/** What becomes of a branch: it stays where it stands, begins that step anew, or has nowhere to go on. */
export interface BranchMove {
  node: Keyed;
  to: Keyed;
  fate: "stays" | "anew" | "cannot";
  /** Decisions that count no more. */
  votes: number;
}

export interface Migration {
  version: number;
  items: readonly {
    instance: number;
    title: string | null;
    version: number;
    can_move: boolean;
    moves: readonly BranchMove[];
    problem: Unreplaced["problem"] | null;
  }[];
  /** Steps that are no more, with how many branches stand there. */
  gone: readonly (Keyed & { count: number })[];
  targets: readonly Keyed[];
  done: readonly number[];
}

export interface MigrationGiven {
  instances: readonly number[];
  /** Step that is gone → where its branches go on. */
  nodes: Readonly<Record<string, string>>;
  preview?: boolean;
  comment?: string;
  command?: string;
}

/** Beside the names of other answers of flows, which one decision makes all stale. */
export const overseeingKeys = {
  list: (app: string, query: OverseenQuery) => ["flows", "overseen", app, query] as const,
  overview: (app: string) => ["flows", "overview", app] as const,
  figures: (app: string, days: number) => ["flows", "figures", app, days] as const,
  migration: (
    app: string,
    flow: string,
    instances: readonly number[],
    nodes: Readonly<Record<string, string>>,
  ) => ["flows", "migration", app, flow, instances, nodes] as const,
  nodes: (app: string, flow: string, days: number) => ["flows", "figures", app, days, flow] as const,
};

export const overseeing = {
  find: (app: string, query: OverseenQuery, cursor?: string): Promise<OverseenPage> =>
    api.get<OverseenPage>(`/apps/${app}/instances`, {
      ...query,
      stuck: query.stuck || undefined,
      overdue: query.overdue || undefined,
      limit: 50,
      cursor,
    }),

  overview: (app: string, signal?: AbortSignal): Promise<FlowOverview> =>
    api.get<FlowOverview>(`/apps/${app}/flows/overview`, {}, signal),

  figures: async (app: string, days: number): Promise<readonly FlowFigures[]> =>
    (await api.get<{ items: FlowFigures[] }>(`/apps/${app}/flows/figures`, { days })).items,

  nodes: async (app: string, flow: string, days: number): Promise<readonly NodeFigures[]> =>
    (await api.get<{ items: NodeFigures[] }>(`/apps/${app}/flows/${flow}/figures`, { days })).items,

  /** Moves running flows to the version that is published now, or tells what would become of them. */
  migrate: (app: string, flow: string, given: MigrationGiven): Promise<Migration> =>
    api.post<Migration>(`/apps/${app}/flows/${flow}/migration`, given),

  /** Gives everything that somebody has to do to another, a hundred tasks with each request. */
  async replace(app: string, given: Replacement): Promise<{ done: number; refused: Unreplaced[] }> {
    const all = { done: 0, refused: [] as Unreplaced[] };
    let after: number | null = 0;
    while (after !== null) {
      const some: { done: number; refused: Unreplaced[]; next: number | null } = await api.post(
        `/apps/${app}/flows/replace-approver`,
        { ...given, after },
      );
      all.done += some.done;
      all.refused.push(...some.refused);
      after = some.next;
    }
    return all;
  },
};
