/** Moves running flows to the version that is published now, after a look at what becomes of each. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Keyed } from "~/api/flows";
import { type BranchMove, type Migration, overseeing, overseeingKeys } from "~/api/overseeing";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import { Chip } from "~/ui/Chip";
import { useFeedback } from "~/ui/Feedback";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Select } from "~/ui/Select";
import { useCurrentApp } from "../AppContext";
import flowStyles from "../flows/Instance.module.css";
import { useForgetFlows } from "../flows/useTasks";
import styles from "./Overseeing.module.css";

interface MigrateDialogProps {
  flow: Keyed;
  instances: readonly number[];
  onClose: () => void;
}

const HUES = { stays: "green", anew: "orange", cannot: "red" } as const;

export function MigrateDialog({ flow, instances, onClose }: MigrateDialogProps) {
  const { t } = useTranslation("overseeing");
  useReturnedFocus();
  const app = useCurrentApp();
  const { message } = useFeedback();
  const forget = useForgetFlows();
  const command = useRef(attempt());
  const [nodes, setNodes] = useState<Readonly<Record<string, string>>>({});
  const [known, setKnown] = useState<Migration["gone"]>([]);
  const [comment, setComment] = useState("");
  const looked = useQuery({
    queryKey: overseeingKeys.migration(app.key, flow.key, instances, nodes),
    queryFn: async () => {
      const found = await overseeing.migrate(app.key, flow.key, { instances, nodes, preview: true });
      // A step that is gone stays on the form once it was said where its branches go.
      setKnown((before) => [
        ...before,
        ...found.gone.filter((one) => !before.some(({ key }) => key === one.key)),
      ]);
      return found;
    },
    placeholderData: keepPreviousData,
  });
  const moving = useMutation({
    mutationFn: (ready: readonly number[]) =>
      overseeing.migrate(app.key, flow.key, {
        instances: ready,
        nodes,
        comment: comment.trim(),
        command: command.current,
      }),
    onSuccess: ({ done, items }) => {
      if (done.length > 0) void message.success(t("moved", { count: done.length }));
      if (done.length === items.length) onClose();
    },
    onSettled: () => {
      command.current = attempt();
      return forget();
    },
  });
  const failed = moving.data?.items.filter(({ problem }) => problem !== null) ?? [];
  const items = looked.data?.items ?? [];
  const ready = items.filter(({ can_move }) => can_move).map(({ instance }) => instance);

  return (
    <Modal
      open
      width={640}
      title={t("move_title", { flow: flow.title })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(failed.length > 0 ? "close" : "cancel")}</Button>
          {failed.length > 0 ? null : (
            <Button
              type="primary"
              disabled={ready.length === 0 || looked.isFetching}
              loading={moving.isPending}
              onClick={() => moving.mutate(ready)}
            >
              {t("move_do", { count: ready.length })}
            </Button>
          )}
        </>
      }
    >
      {failed.length > 0 ? (
        <>
          <p className={flowStyles.label}>{t("unmoved")}</p>
          <ul className={styles.left}>
            {failed.map(({ instance, title, problem }) => (
              <li key={instance}>
                <strong>{title ?? t("unseen", { id: instance })}</strong>{" "}
                {problem?.issues?.[0]?.message ?? problem?.detail}
              </li>
            ))}
          </ul>
        </>
      ) : looked.error && !looked.data ? (
        <Alert type="error" showIcon role="alert" title={sentenceOf(looked.error)} />
      ) : looked.data ? (
        <div className={flowStyles.dialog}>
          <p className={flowStyles.quiet}>{t("move_text", { version: looked.data.version })}</p>
          {moving.error ? (
            <Alert type="error" showIcon role="alert" title={sentenceOf(moving.error)} />
          ) : null}
          {known.map((one) => (
            <div key={one.key} className={styles.gone}>
              <span>{t("gone", { step: one.title, count: one.count })}</span>
              <Select<string>
                aria-label={t("goes_on", { step: one.title })}
                placeholder={t("goes_on_placeholder")}
                value={nodes[one.key] ?? null}
                options={looked.data.targets.map(({ key, title }) => ({ value: key, label: title }))}
                onChange={(to) => setNodes((before) => ({ ...before, [one.key]: to }))}
              />
            </div>
          ))}
          <ul className={styles.moves} aria-label={t("what_becomes")}>
            {items.map(({ instance, title, version, moves, can_move }) => (
              <li key={instance}>
                <span className={styles.moved}>
                  <strong>{title ?? t("unseen", { id: instance })}</strong>
                  <span className={styles.quiet}>{t("version", { version })}</span>
                </span>
                {moves.map((move, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: branches have no names of their own
                  <Fate key={place} move={move} />
                ))}
                {!can_move && moves.length === 0 ? <Chip hue="red">{t("unreadable")}</Chip> : null}
              </li>
            ))}
          </ul>
          {items.length < instances.length ? (
            <p className={flowStyles.quiet}>
              {t("there_already", { count: instances.length - items.length })}
            </p>
          ) : null}
          <label className={flowStyles.label} htmlFor="migrate-comment">
            {t("comment")}
          </label>
          <Input.TextArea
            id="migrate-comment"
            value={comment}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => setComment(target.value)}
          />
        </div>
      ) : (
        <PageSkeleton lines={4} />
      )}
    </Modal>
  );
}

function Fate({ move }: { move: BranchMove }) {
  const { t } = useTranslation("overseeing");
  const { node, to, fate, votes } = move;
  return (
    <span className={styles.fate}>
      <span>{node.key === to.key ? node.title : t("from_to", { from: node.title, to: to.title })}</span>
      <Chip hue={HUES[fate]}>{t(`fate.${fate}`)}</Chip>
      {votes > 0 ? <span className={styles.quiet}>{t("votes", { count: votes })}</span> : null}
    </span>
  );
}
