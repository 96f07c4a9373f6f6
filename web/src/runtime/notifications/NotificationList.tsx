/** What I was told, by record, the newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { notifications } from "~/api/notifications";
import { sentenceOf } from "~/api/problem";
import { useDelayed } from "~/ui/delay";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { Notice } from "~/ui/Notice";
import { NotificationGroups } from "./NotificationGroups";
import styles from "./NotificationList.module.css";
import { useLookAgain } from "./useNotifications";

type Which = "all" | "unread";

export function NotificationList({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation("notifications");
  const { message } = useFeedback();
  const again = useLookAgain();
  const [which, setWhich] = useState<Which>("all");
  const pages = useInfiniteQuery({
    queryKey: [...keys.notifications, "list", which],
    queryFn: ({ pageParam }) => notifications.page(which === "unread", pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const someUnread = (pages.data?.pages[0]?.unread ?? 0) > 0;
  const waiting = useDelayed(pages.isPending);

  async function mark(what: Parameters<typeof notifications.read>[0]): Promise<void> {
    try {
      await notifications.read(what);
      await again();
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  return (
    <div className={styles.list}>
      <div className={styles.head}>
        <Segmented<Which>
          aria-label={t("which")}
          size="small"
          value={which}
          onChange={setWhich}
          options={[
            { value: "all", label: t("all") },
            { value: "unread", label: t("unread") },
          ]}
        />
        <Button
          type="link"
          size="small"
          disabled={!someUnread}
          onClick={() => void mark({ up_to: Math.max(...items.map((item) => item.id)) })}
        >
          {t("read_all")}
        </Button>
      </div>
      {pages.error && !pages.data ? (
        <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />
      ) : null}
      {waiting ? <EntriesSkeleton /> : null}
      {pages.data && items.length === 0 ? (
        <Notice title={t(which === "unread" ? "nothing_unread" : "nothing")}>{t("nothing_text")}</Notice>
      ) : null}
      <NotificationGroups items={items} onFollow={onFollow} onRead={(id) => void mark({ ids: [id] })} />
      {pages.hasNextPage ? (
        <Button type="link" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("older")}
        </Button>
      ) : null}
    </div>
  );
}
