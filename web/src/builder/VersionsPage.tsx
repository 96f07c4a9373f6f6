/** An application's versions: who published what and when, what it changed, and the way back to it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type Draft, publishing, type Version } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { AgoText } from "~/runtime/record/AgoText";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Admin.module.css";
import { adminAddresses } from "./adminAddresses";
import { Problems } from "./Problems";
import { isAtWork, PublicationCard } from "./PublicationCard";
import { NobodyYet } from "./roles/NobodyYet";
import { useSettingsChanged } from "./settingsChanged";

const LOOK_MS = 2_000;

export function VersionsPage() {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
  const versions = useQuery({
    queryKey: keys.versions(app),
    queryFn: ({ signal }) => publishing.versions(app, signal),
    refetchInterval: (query) => (isAtWork(query.state.data?.publication) ? LOOK_MS : false),
  });
  const draft = useQuery({
    queryKey: keys.draft(app),
    queryFn: ({ signal }) => publishing.draft(app, signal),
  });
  const waiting = useDelayed(versions.isPending);
  if (versions.error && !versions.data)
    return <Failure thrown={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return waiting ? <PageSkeleton lines={6} /> : null;
  const { items } = versions.data;
  // A failure matters for as long as there is a draft that could be published after all.
  const publication =
    isAtWork(versions.data.publication) || draft.data?.is_changed ? versions.data.publication : null;
  return (
    <>
      <p className={styles.intro}>{t("versions.text")}</p>
      {publication ? <PublicationCard app={app} publication={publication} /> : null}
      {items.length > 0 ? <NobodyYet app={app} /> : null}
      {draft.data?.is_changed ? <DraftCard app={app} draft={draft.data} /> : null}
      <ol className={styles.lines}>
        {items.map((version) => (
          <VersionLine
            key={version.version}
            app={app}
            version={version}
            hasDraft={draft.data?.is_changed ?? false}
          />
        ))}
      </ol>
    </>
  );
}

function DraftCard({ app, draft }: { app: string; draft: Draft }) {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const discarding = useMutation({
    mutationFn: () => publishing.discard(app, draft.revision),
    onSuccess: () => void message.success(t("draft.discarded")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.building(app) }),
  });
  return (
    <section className={styles.card} aria-label={t("draft.title")}>
      <div className={styles.notice}>
        <div>
          <p className={styles.strong}>{t("draft.title")}</p>
          <p className={styles.quiet}>
            {draft.base_version === null
              ? t("draft.first")
              : t("draft.text", { version: draft.base_version })}
          </p>
        </div>
        <div className={styles.actions}>
          {draft.published_version === null ? null : (
            <Popconfirm
              title={t("draft.discard_sure")}
              description={t("draft.discard_text")}
              okText={t("draft.discard")}
              cancelText={t("keep")}
              onConfirm={() => discarding.mutate()}
            >
              <Button danger loading={discarding.isPending}>
                {t("draft.discard")}
              </Button>
            </Popconfirm>
          )}
          <Button type="primary" onClick={() => void navigate(adminAddresses.publish(app))}>
            {t("draft.look")}
          </Button>
        </div>
      </div>
      {draft.is_sound ? null : (
        <div className={styles.within}>
          <Problems title={t("publish.unsound")} issues={draft.issues} />
        </div>
      )}
    </section>
  );
}

interface VersionLineProps {
  app: string;
  version: Version;
  hasDraft: boolean;
}

function VersionLine({ app, version, hasDraft }: VersionLineProps) {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const restoring = useMutation({
    mutationFn: () => publishing.restore(app, version.version),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.building(app) });
      void message.success(t("versions.restored", { version: version.version }));
      void navigate(adminAddresses.publish(app));
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <span className={styles.strong}>{t("versions.version", { version: version.version })}</span>
        {version.is_current ? <span className={styles.mark}>{t("versions.current")}</span> : null}
        <p className={styles.quiet}>
          {version.published_by?.title ?? t("versions.nobody")} · <AgoText at={version.published_at} />
        </p>
        {version.note ? <p>{version.note}</p> : null}
        {open ? <Changes app={app} version={version.version} /> : null}
      </div>
      <div className={styles.actions}>
        <Button
          type="link"
          aria-expanded={open}
          aria-label={open ? undefined : t("versions.changes_of", { version: version.version })}
          onClick={() => setOpen(!open)}
        >
          {open ? t("versions.less") : t("versions.changes")}
        </Button>
        {version.is_current ? null : (
          <Popconfirm
            title={t("versions.restore_sure", { version: version.version })}
            description={hasDraft ? t("versions.restore_over_draft") : t("versions.restore_text")}
            okText={t("versions.restore")}
            cancelText={t("keep")}
            onConfirm={() => restoring.mutate()}
          >
            <Button
              loading={restoring.isPending}
              aria-label={t("versions.restore_of", { version: version.version })}
            >
              {t("versions.restore")}
            </Button>
          </Popconfirm>
        )}
      </div>
    </li>
  );
}

function Changes({ app, version }: { app: string; version: number }) {
  const { t } = useTranslation("admin");
  const toldOf = useSettingsChanged();
  const changes = useQuery({
    queryKey: keys.versionChanges(app, version),
    queryFn: () => publishing.changes(app, version),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (changes.error) return <p className={styles.problem}>{sentenceOf(changes.error)}</p>;
  if (!changes.data) return <p className={styles.quiet}>{t("reading")}</p>;
  if (changes.data.length === 0) return <p className={styles.quiet}>{t("versions.no_changes")}</p>;
  return (
    <ul className={styles.changes}>
      {changes.data.map((change, place) => {
        const details = [...change.details, ...[toldOf(change.settings)].filter((each) => each !== null)];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what a version changed never moves
          <li key={place}>
            {change.text}
            {details.length > 0 ? <span className={styles.quiet}>{details.join(t("list_gap"))}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
