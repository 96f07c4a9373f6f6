/** The way that a flow would take before it begins. */
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

/** What a flow is tried with: a record, or the values of a new one. */
export type Tried = { record: number } | { values: Readonly<Record<string, unknown>> };

export interface Trial {
  path: readonly Stop[];
  /** Whether the start of the flow lets it begin; null where that is not told. */
  begins: boolean | null;
}

/** The way of a flow as it is drawn; without an initiator the person at the screen begins it. */
export async function flowPreview(
  app: string,
  flow: string,
  tried: Tried,
  initiator: number | null,
  chosen: Readonly<Record<string, readonly number[]>>,
): Promise<Trial> {
  const body = { ...tried, ...(initiator === null ? {} : { initiator }), chosen };
  return api.post<Trial>(`/apps/${app}/draft/flows/${flow}/preview`, body);
}
