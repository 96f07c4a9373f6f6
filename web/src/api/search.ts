/** What is found in every application at once. */
import type { Label } from "~/words";
import { api } from "./client";

/** A stretch of a text, and whether it is what was searched for. */
export interface Stretch {
  text: string;
  is_hit: boolean;
}

export interface SearchHit {
  id: number;
  title: readonly Stretch[];
  /** Where it stands when it is not in the title. */
  match: { field: string; label: Label; excerpt: readonly Stretch[] } | null;
}

export interface SearchGroup {
  app: string;
  app_label: Label;
  form: string;
  label: Label;
  icon: string | null;
  records: readonly SearchHit[];
  has_more: boolean;
}

export interface SearchAnswer {
  groups: readonly SearchGroup[];
  truncated: boolean;
}

export const search = {
  everything: (q: string, signal?: AbortSignal): Promise<SearchAnswer> =>
    api.get<SearchAnswer>("/search", { q }, signal),
};
