/** Seeing an application as somebody else, and why somebody may do something or may not. */
import type { Grant, RowScope } from "~/schema/types";
import type { Label } from "~/words";
import { api } from "./client";
import type { HolderKind } from "./roles";
import type { Titled } from "./types";

/** A person, or whoever has one role and no other. */
export type Guise = { person: number } | { role: string };

export interface SeeingAs {
  app: string;
  person: Titled | null;
  role: { key: string; label: Label } | null;
  /** Its time is over: only the way out is left. */
  ended: boolean;
}

export type Action = keyof NonNullable<Grant["scopes"]>;
export type Access = NonNullable<Grant["other_fields"]>;

export interface ScopeExplained {
  kind: RowScope["kind"];
  /** The condition as a sentence, or the link that it follows. */
  words: Label | null;
  /** Nothing where there is no such record. */
  admits: boolean | null;
}

export interface Explained {
  granted: boolean;
  is_there: boolean;
  is_deleted: boolean;
  field_access: Access | null;
  /** What the field is computed from. */
  inputs: readonly { name: Label; reads: boolean }[];
  fields: readonly { key: string; name: Label }[];
  roles: readonly {
    role: string;
    label: Label;
    /** By what the person holds it: themselves, or what they belong to. */
    held_by: readonly { kind: HolderKind; title: string }[];
    allows: boolean;
    field_access: Access | null;
    scopes: readonly ScopeExplained[];
  }[];
}

export interface Question {
  form: string;
  record: number;
  person?: number;
  role?: string;
  action: Action;
  field?: string | undefined;
}

export const seeAs = {
  read: async (signal?: AbortSignal): Promise<SeeingAs | null> =>
    (await api.get<{ seeing_as: SeeingAs | null }>("/see-as", {}, signal)).seeing_as,
  begin: (app: string, guise: Guise): Promise<unknown> => api.post(`/apps/${app}/see-as`, guise),
  end: (): Promise<void> => api.delete("/see-as"),
  explain: (app: string, question: Question, signal?: AbortSignal): Promise<Explained> =>
    api.get<Explained>(`/apps/${app}/explain`, { ...question }, signal),
};
