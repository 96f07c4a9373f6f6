/** Where I am signed in: each browser with its place and time, and the way to end it. */
import { DesktopOutlined, MobileOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { account, type OwnSession } from "~/api/account";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { AgoText } from "../record/AgoText";
import { deviceOf } from "./device";
import styles from "./MePage.module.css";
import { Section } from "./Section";

export function SessionsSection() {
  const { t } = useTranslation("me");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const sessions = useQuery({ queryKey: keys.sessions, queryFn: account.sessions });
  const ending = useMutation({
    mutationFn: (id: string | null) => (id === null ? account.endOtherSessions() : account.endSession(id)),
    onSuccess: () => void message.success(t("session_ended")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.sessions }),
  });
  const listed = [...(sessions.data ?? [])].sort((one, other) => Number(other.current) - Number(one.current));
  const others = listed.filter(({ current }) => !current);
  return (
    <Section
      title={t("sessions")}
      text={t("sessions_text")}
      action={
        others.length > 0 ? (
          <Button
            danger
            loading={ending.isPending && ending.variables === null}
            onClick={() => ending.mutate(null)}
          >
            {t("session_end_others")}
          </Button>
        ) : null
      }
    >
      {sessions.error && !sessions.data ? (
        <Failure thrown={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : listed.length > 0 ? (
        <ul className={styles.lines}>
          {listed.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              busy={ending.isPending && ending.variables === session.id}
              onEnd={() => ending.mutate(session.id)}
            />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

interface SessionLineProps {
  session: OwnSession;
  busy: boolean;
  onEnd: () => void;
}

function SessionLine({ session, busy, onEnd }: SessionLineProps) {
  const { t } = useTranslation("me");
  const { browser, system, isPhone } = deviceOf(session.agent);
  const known = browser && system ? t("device", { browser, system }) : browser || system;
  const name = known || t("device_unknown");
  return (
    <li className={styles.line}>
      <span className={styles.icon} aria-hidden>
        {isPhone ? <MobileOutlined aria-hidden /> : <DesktopOutlined aria-hidden />}
      </span>
      <div className={styles.what}>
        <strong>{name}</strong>
        {session.current ? <span className={styles.here}>{t("session_here")}</span> : null}
        <div className={styles.more}>
          {session.address ? `${session.address} · ` : ""}
          {t("session_seen")} <AgoText at={session.last_seen_at} /> · {t("session_since")}{" "}
          <AgoText at={session.created_at} />
        </div>
      </div>
      {session.current ? null : (
        <Button loading={busy} onClick={onEnd} aria-label={t("session_end_of", { name })}>
          {t("session_end")}
        </Button>
      )}
    </li>
  );
}
