/** Whether I follow the record, who else does, and why. */
import { BellFilled, BellOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { discussions } from "~/api/discussions";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { Avatar } from "~/ui/Avatar";
import { useFeedback } from "~/ui/Feedback";
import { Panel } from "~/ui/Panel";
import { useCurrentApp } from "../AppContext";
import styles from "./FollowButton.module.css";

const REASONS = ["owner", "created", "commented", "mentioned", "by_hand"] as const;

export function FollowButton({ form, id }: { form: string; id: number }) {
  const { t } = useTranslation("discussion");
  const app = useCurrentApp().key;
  const queries = useQueryClient();
  const { message } = useFeedback();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const name = keys.followers(app, form, id);
  const { data } = useQuery({ queryKey: name, queryFn: () => discussions.followers(app, form, id) });
  if (!data) return null;

  const { items, following } = data;
  async function turn(): Promise<void> {
    setAsking(true);
    try {
      queries.setQueryData(name, { ...data, ...(await discussions.follow(app, form, id, !following)) });
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setAsking(false);
    }
  }

  const content = (
    <div className={styles.panel}>
      <Button block type={following ? "default" : "primary"} loading={asking} onClick={() => void turn()}>
        {t(following ? "unfollow" : "follow")}
      </Button>
      <p className={styles.about}>{t(following ? "following_text" : "follow_text")}</p>
      {items.length > 0 ? (
        <ul className={styles.people} aria-label={t("followers")}>
          {items.map(({ person, reason }) => {
            const why = REASONS.find((known) => known === reason);
            return (
              <li key={person.id} className={styles.person}>
                <Avatar name={person.title} />
                <span className={styles.name}>{person.title}</span>
                <span className={styles.why}>{why ? t(`reason.${why}`) : ""}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
  return (
    <Panel open={open} onOpen={setOpen} label={t("followers")} placement="bottomRight" content={content}>
      <Button
        type="text"
        icon={
          following ? <BellFilled aria-hidden className={styles.on ?? ""} /> : <BellOutlined aria-hidden />
        }
        aria-expanded={open}
        aria-label={t(following ? "you_follow" : "follow_label", { count: items.length })}
      >
        {items.length}
      </Button>
    </Panel>
  );
}
