/** What people say about a record, who follows it, and what happened to it, in one order. */
import { api } from "./client";
import type { HistoryEntry, Titled } from "./types";

/** A piece of a comment as it is written: text, or a person. */
export type WrittenPart = { text: string } | { person: number };
export type ShownPart = { text: string } | { person: Titled };

export interface Comment {
  id: number;
  at: string;
  author: Titled;
  /** Null where it was taken away. */
  body: ShownPart[] | null;
  reply_to: { id: number; author: Titled; body: ShownPart[] | null } | null;
  edited_at: string | null;
  deleted: { at: string; by: Titled | null } | null;
  is_mine: boolean;
  may_remove: boolean;
}

export type TimelineItem = ({ type: "change" } & HistoryEntry) | ({ type: "comment" } & Comment);
export type Only = "all" | "comments" | "changes";

export interface Followers {
  items: { person: Titled; reason: string; since: string | null }[];
  following: boolean;
  may_comment?: boolean;
}

const path = (app: string, form: string, id: number): string => `/apps/${app}/forms/${form}/records/${id}`;

export const discussions = {
  timeline: (app: string, form: string, id: number, only: Only, cursor?: string) =>
    api.get<{ items: TimelineItem[]; next: string | null }>(`${path(app, form, id)}/timeline`, {
      only,
      cursor,
    }),

  /** `once` names the attempt, so that sending it twice makes one comment. */
  add: (
    app: string,
    form: string,
    id: number,
    body: readonly WrittenPart[],
    replyTo: number | null,
    once: string,
  ): Promise<Comment> =>
    api.post<Comment>(
      `${path(app, form, id)}/comments`,
      { body, reply_to: replyTo },
      { headers: { "Idempotency-Key": once } },
    ),

  edit: (
    app: string,
    form: string,
    id: number,
    comment: number,
    body: readonly WrittenPart[],
  ): Promise<Comment> => api.patch<Comment>(`${path(app, form, id)}/comments/${comment}`, { body }),

  remove: (app: string, form: string, id: number, comment: number): Promise<Comment> =>
    api.delete<Comment>(`${path(app, form, id)}/comments/${comment}`),

  restore: (app: string, form: string, id: number, comment: number): Promise<Comment> =>
    api.post<Comment>(`${path(app, form, id)}/comments/${comment}/restore`),

  followers: (app: string, form: string, id: number): Promise<Followers> =>
    api.get<Followers>(`${path(app, form, id)}/followers`),

  follow: (app: string, form: string, id: number, follows: boolean): Promise<Followers> =>
    follows
      ? api.post<Followers>(`${path(app, form, id)}/followers`)
      : api.delete<Followers>(`${path(app, form, id)}/followers`),
};
