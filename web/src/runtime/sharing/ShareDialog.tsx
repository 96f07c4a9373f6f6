/** Who takes part in a record because somebody let them, and letting others. */
import "./words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type Holders, type Share, type Shares, shares } from "~/api/shares";
import type { FormView, RecordData } from "~/api/types";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Select } from "~/ui/Select";
import { useCurrentApp } from "../AppContext";
import { type Holder, HolderSelect } from "./HolderSelect";
import styles from "./ShareDialog.module.css";
import { type Level, type LevelOption, ShareLine } from "./ShareLine";

interface ShareDialogProps {
  form: FormView;
  record: RecordData;
  onClose: () => void;
}

const WITH = "share-with";
const NONE: readonly Share[] = [];

export function ShareDialog({ form, record, onClose }: ShareDialogProps) {
  const { t } = useTranslation("sharing");
  const app = useCurrentApp().key;
  useReturnedFocus();
  const { message } = useFeedback();
  const queries = useQueryClient();
  const place = [app, form.key, record.id] as const;
  const name = [...keys.record(...place), "shares"];
  const listed = useQuery({ queryKey: name, queryFn: ({ signal }) => shares.list(...place, signal) });
  const [chosen, setChosen] = useState<readonly Holder[]>([]);
  const [level, setLevel] = useState<Level>("view");

  const keep = (now: Shares): void => {
    queries.setQueryData(name, now);
    void queries.invalidateQueries({ queryKey: keys.timeline(...place) });
  };
  const sharing = useMutation({
    mutationFn: ({ holders, edit }: { holders: readonly Holder[]; edit: boolean }) =>
      shares.put(...place, byKind(holders), edit),
    onSuccess: keep,
  });
  const ending = useMutation({
    mutationFn: (share: Share) => shares.end(...place, share.id),
    onSuccess: (_, share) => {
      void message.success(t("ended", { name: share.with.title }));
      void queries.invalidateQueries({ queryKey: keys.record(...place) });
    },
  });
  const add = (): void =>
    sharing.mutate(
      { holders: chosen, edit: level === "edit" },
      {
        onSuccess: () => {
          void message.success(t("shared", { count: chosen.length }));
          setChosen([]);
        },
      },
    );

  const now = listed.data;
  const items = now?.items ?? NONE;
  const problem = sharing.error ?? ending.error;
  return (
    <Modal
      open
      width={560}
      title={t("title", { title: record.title || t("untitled") })}
      footer={<Button onClick={onClose}>{t("done")}</Button>}
      onCancel={onClose}
    >
      {listed.error && !now ? <Failure thrown={listed.error} onRetry={() => void listed.refetch()} /> : null}
      {listed.isPending ? <EntriesSkeleton /> : null}
      {problem ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          className={styles.problem ?? ""}
          title={sentenceOf(problem)}
        />
      ) : null}
      {now?.may_share ? (
        <>
          <label className={styles.label} htmlFor={WITH}>
            {t("with")}
          </label>
          <div className={styles.adding}>
            <HolderSelect
              id={WITH}
              value={chosen}
              isTaken={(kind, id) => items.some((item) => item.kind === kind && item.with.id === id)}
              onChange={setChosen}
            />
            <Select<Level>
              className={styles.level ?? ""}
              aria-label={t("level")}
              value={level}
              options={levels(t, now.may_share_edit)}
              onChange={setLevel}
            />
            <Button type="primary" disabled={chosen.length === 0} loading={sharing.isPending} onClick={add}>
              {t("go")}
            </Button>
          </div>
          <p className={styles.quiet}>{t(now.may_share_edit ? "text" : "edit_refused")}</p>
        </>
      ) : null}
      {now ? (
        <section aria-label={t("list")} className={styles.list}>
          <h3 className={styles.heading}>{t("list")}</h3>
          {items.length === 0 ? <p className={styles.quiet}>{t("nobody")}</p> : null}
          <ul>
            {items.map((item) => (
              <ShareLine
                key={item.id}
                share={item}
                levels={levels(t, now.may_share_edit || item.may_edit)}
                isOpen={now.may_share}
                onLevel={(edit) => sharing.mutate({ holders: [{ kind: item.kind, ...item.with }], edit })}
                onEnd={() => ending.mutate(item)}
              />
            ))}
          </ul>
        </section>
      ) : null}
    </Modal>
  );
}

function levels(t: (word: string) => string, edits: boolean): LevelOption[] {
  return [
    { value: "view", label: t("view"), disabled: false },
    { value: "edit", label: t("edit"), disabled: !edits },
  ];
}

function byKind(holders: readonly Holder[]): Holders {
  const found: Record<string, number[]> = {};
  for (const { kind, id } of holders) found[kind] = [...(found[kind] ?? []), id];
  return found;
}
