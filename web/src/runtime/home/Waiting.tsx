/** What somebody wants of me and I have not looked at yet, the newest first. */
import { CheckCircleOutlined, InboxOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "~/api/keys";
import { notifications } from "~/api/notifications";
import { sentenceOf } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import { addresses } from "../addresses";
import { useCounts } from "../flows/useTasks";
import { NotificationDrawer } from "../notifications/NotificationBell";
import { NotificationGroups } from "../notifications/NotificationGroups";
import { useLookAgain } from "../notifications/useNotifications";
import { shownAt } from "../tour/tours";
import { EmptyPanel } from "./EmptyPanel";
import styles from "./HomePage.module.css";

const SHOWN = 5;
const SHOWN_ON_PHONE = 3;

export function Waiting() {
  const { t } = useTranslation("home");
  const { message } = useFeedback();
  const again = useLookAgain();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const todo = useCounts()?.todo ?? 0;
  const { data, error } = useQuery({
    queryKey: [...keys.notifications, "home"],
    queryFn: () => notifications.page(true),
  });

  async function read(id: number): Promise<void> {
    try {
      await notifications.read({ ids: [id] });
      await again();
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  // What cannot be read is told by the bell, which everybody knows; the page goes on without it.
  if (error && !data) return null;
  return (
    <section {...shownAt("waiting")} className={styles.section} aria-labelledby="waiting">
      <div className={styles.headingLine}>
        <h2 id="waiting" className={styles.heading}>
          {t("waiting")}
        </h2>
        {data && data.items.length > 0 ? (
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {t("waiting_all", { count: data.unread })}
          </Button>
        ) : null}
      </div>
      {!data ? (
        <div className={styles.nothing} />
      ) : data.items.length > 0 ? (
        <div className={styles.panel}>
          <NotificationGroups
            items={data.items.slice(0, phone ? SHOWN_ON_PHONE : SHOWN)}
            onRead={(id) => void read(id)}
          />
        </div>
      ) : (
        <Unasked todo={todo} />
      )}
      <NotificationDrawer open={open} onClose={() => setOpen(false)} />
    </section>
  );
}

/** There is no news; tasks that were looked at wait all the same. */
function Unasked({ todo }: { todo: number }) {
  const { t } = useTranslation("home");
  const navigate = useNavigate();
  if (todo === 0)
    return (
      <EmptyPanel icon={<CheckCircleOutlined aria-hidden />} title={t("waiting_none")}>
        {t("waiting_none_text")}
      </EmptyPanel>
    );
  return (
    <EmptyPanel
      icon={<InboxOutlined aria-hidden />}
      title={t("waiting_tasks", { count: todo })}
      action={
        <Button type="primary" onClick={() => void navigate(addresses.inbox())}>
          {t("open_inbox")}
        </Button>
      }
    >
      {t("waiting_tasks_text")}
    </EmptyPanel>
  );
}
