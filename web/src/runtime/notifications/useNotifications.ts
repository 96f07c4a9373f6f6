/** How many notifications wait to be read, and what marks them as read. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { keys } from "~/api/keys";
import { notifications } from "~/api/notifications";
import { useMe } from "~/api/session";
import { useLive, useStanding } from "../live/useLive";

/** How often one looks where the stream of events tells nothing, and where it does. */
const LOOK_MS = 30_000;
const SELDOM_MS = 300_000;

export function useUnread(): number {
  const standing = useStanding();
  const { is_looking: isLooking } = useMe();
  const { data } = useQuery({
    queryKey: [...keys.notifications, "unread"],
    queryFn: notifications.unread,
    // What waits for somebody else is for nobody else to see.
    enabled: !isLooking,
    refetchInterval: standing === "open" ? SELDOM_MS : LOOK_MS,
    refetchOnWindowFocus: true,
  });
  return data ?? 0;
}

/** Has everything about notifications read anew. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: keys.notifications }), [queries]);
}

/** Has what is shown read anew when there is news: what is said of a record that is open, too. */
export function useNews(): void {
  const queries = useQueryClient();
  useLive("notification", () => {
    void queries.invalidateQueries({ queryKey: keys.notifications });
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes("timeline") });
  });
}

/** Whoever opens a record has seen what there was to be told of it. */
export function useSeen(app: string, form: string, record: number): void {
  const waiting = useUnread();
  const again = useLookAgain();
  useEffect(() => {
    if (waiting === 0) return;
    notifications
      .read({ app, form, record })
      .then(({ unread }) => (unread === waiting ? undefined : again()))
      // What could not be marked is still there when one looks the next time.
      .catch(() => undefined);
  }, [waiting, app, form, record, again]);
}
