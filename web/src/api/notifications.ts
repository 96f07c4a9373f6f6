/** What the person at the screen is told of records that concern them. */
import { api } from "./client";
import type { ShownPart } from "./discussions";
import type { Titled } from "./types";

interface Keyed {
  key: string;
  title: string;
}

export interface Notification {
  id: number;
  kind:
    | "mention"
    | "comment"
    | "change"
    | "assignment"
    | "deletion"
    | "share"
    | "task"
    | "task_reminder"
    | "flow_copy"
    | "flow"
    | "flow_alert"
    | "flow_message";
  at: string;
  is_read: boolean;
  app: Keyed;
  form: Keyed;
  /** Null where it tells of many records at once. */
  record: Titled | null;
  count: number;
  actors: Titled[];
  fields: Keyed[];
  /** The flow that it tells of: what happened, in whose task, and what was written. */
  flow:
    | (Keyed & {
        /** None where the flow did not begin. */
        instance: number | null;
        task: number | null;
        /** The step that it is about, and by when it is to be done. */
        node: string | null;
        due_at: string | null;
        what: string;
        subject: string;
        text: string;
      })
    | null;
  comment: { id: number; body: ShownPart[] } | null;
}

export interface NotificationPage {
  items: Notification[];
  next: string | null;
  unread: number;
}

type Which = { ids: readonly number[] } | { up_to: number } | { app: string; form: string; record: number };

export const notifications = {
  page: (unread: boolean, cursor?: string): Promise<NotificationPage> =>
    api.get<NotificationPage>("/notifications", { unread: unread || undefined, cursor }),

  unread: async (): Promise<number> => (await api.get<{ unread: number }>("/notifications/unread")).unread,

  read: (which: Which): Promise<{ unread: number }> =>
    api.post<{ unread: number }>("/notifications/read", which),
};
