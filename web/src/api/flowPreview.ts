/** The way that a flow would take over a record before it begins: as it is published, or as it is drawn. */
import { api } from "./client";
import type { Titled } from "./types";

export interface AskedPerson extends Titled {
  agent: Titled | null;
  reason: string;
  passes: boolean;
  /** Their turn has not come yet. */
  waits: boolean;
}

export interface Keyed {
  key: string;
  title: string;
}

/** A node of the way: who gets it, and why. */
export interface Stop {
  node: Keyed;
  kind: string;
  /** Those around it that run at the same time as others, the outermost first; without a name the title is empty. */
  branches: readonly Keyed[];
  when: "now" | "later";
  /** What is wanted of its people; null where nobody is asked for anything. */
  asks: "deciding" | "filling" | "reading" | null;
  order: "together" | "one_by_one" | null;
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
