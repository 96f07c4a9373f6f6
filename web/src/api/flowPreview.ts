/** The way that a published flow would take over a record, before it begins. */
import { api } from "./client";
import type { Titled } from "./types";

export interface AskedPerson extends Titled {
  agent: Titled | null;
  reason: string;
  passes: boolean;
}

/** A node of the way: who gets it, and why. */
export interface Stop {
  node: { key: string; title: string };
  kind: string;
  branches: readonly string[];
  when: "now" | "later";
  order: string | null;
  chooser: "initiator" | "previous" | null;
  problem: string | null;
  people: readonly AskedPerson[];
}

export async function flowPreview(
  app: string,
  flow: string,
  record: number,
  chosen: Readonly<Record<string, readonly number[]>> = {},
): Promise<readonly Stop[]> {
  return (await api.post<{ path: Stop[] }>(`/apps/${app}/flows/${flow}/preview`, { record, chosen })).path;
}
