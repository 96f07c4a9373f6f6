/** The way that a flow would take over a record before it begins: as it is published, or as it is drawn. */
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
  chosen: Readonly<Record<string, readonly number[]>>,
  isDraft: boolean,
): Promise<readonly Stop[]> {
  const place = isDraft ? `/apps/${app}/draft/flows` : `/apps/${app}/flows`;
  return (await api.post<{ path: Stop[] }>(`${place}/${flow}/preview`, { record, chosen })).path;
}
