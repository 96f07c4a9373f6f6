/** A publication that is under way or stands still: how far it has come, and what can be decided about it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type Publication, publishing } from "~/api/publishing";
import { AgoText } from "~/runtime/record/AgoText";
import { useFeedback } from "~/ui/Feedback";
import styles from "./Admin.module.css";

const STATES = ["preparing", "tidying", "done", "failed", "abandoned"] as const;

/** Whether something still happens to it, or must be decided about it. */
export function isAtWork(publication: Publication | null | undefined): boolean {
  return publication?.state === "preparing" || publication?.state === "tidying";
}

export function PublicationCard({ app, publication }: { app: string; publication: Publication }) {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const number = publication.publication ?? 0;
  const deciding = useMutation({
    mutationFn: (deed: "retry" | "abandon") =>
      deed === "retry" ? publishing.retry(app, number) : publishing.abandon(app, number),
    onSuccess: (_, deed) =>
      void message.success(deed === "retry" ? t("publication.retried") : t("publication.abandoned")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.building(app) }),
  });
  const state = STATES.find((known) => known === publication.state) ?? "preparing";
  const { rows = 0, filled = 0 } = publication.progress;
  const isPreparing = state === "preparing";
  const isFailed = state === "failed";
  return (
    <section
      className={styles.card}
      aria-label={
        isFailed ? t("publication.state.failed", { version: publication.version }) : t("publication.title")
      }
    >
      <div className={styles.notice}>
        <div>
          <p className={styles.strong} role="status">
            {publication.is_stuck
              ? t("publication.stuck", { version: publication.version })
              : t(`publication.state.${state}`, { version: publication.version })}
          </p>
          {isFailed ? null : (
            <p className={styles.quiet}>
              {publication.is_stuck
                ? isPreparing
                  ? t("publication.stuck_text")
                  : t("publication.stuck_tidying_text")
                : isPreparing
                  ? t("publication.preparing_text")
                  : t("publication.tidying_text")}
            </p>
          )}
          {(isFailed || publication.is_stuck) && publication.error ? (
            <p className={styles.problem}>{publication.error}</p>
          ) : null}
          {publication.started_at ? (
            <p className={styles.quiet}>
              {publication.started_by?.title ?? ""} · <AgoText at={publication.started_at} />
            </p>
          ) : null}
        </div>
        <div className={styles.actions}>
          {publication.is_stuck ? (
            <Button type="primary" loading={deciding.isPending} onClick={() => deciding.mutate("retry")}>
              {t("publication.retry")}
            </Button>
          ) : null}
          {isPreparing ? (
            <Popconfirm
              title={t("publication.abandon_sure")}
              description={t("publication.abandon_text")}
              okText={t("publication.abandon")}
              cancelText={t("keep")}
              onConfirm={() => deciding.mutate("abandon")}
            >
              <Button danger loading={deciding.isPending}>
                {t("publication.abandon")}
              </Button>
            </Popconfirm>
          ) : null}
        </div>
      </div>
      {isPreparing && rows > 0 ? (
        <>
          <Progress
            percent={Math.min(100, Math.floor((filled / rows) * 100))}
            status={publication.is_stuck ? "exception" : "active"}
            aria-label={t("publication.title")}
          />
          <p className={styles.quiet}>{t("publication.rows", { filled, rows })}</p>
        </>
      ) : null}
    </section>
  );
}
