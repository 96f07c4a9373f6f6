/** The buttons under a flow: what its reader may do with their task and with the whole. */
import { useMutation } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { flows, type Instance, type OwnTask } from "~/api/flows";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import type { RecordForm } from "../form/useRecordForm";
import { DeedDialog } from "./DeedDialog";
import { ADMINISTRATIVE, type Deed, decisionsOf, othersOf, wordOf } from "./deeds";
import styles from "./Instance.module.css";
import { isFree } from "./pressed";
import { useFilling } from "./useFilling";
import { useForgetFlows } from "./useTasks";

interface TaskActionsProps {
  instance: Instance;
  task: OwnTask | undefined;
  editing: RecordForm | undefined;
  onDecided: () => void;
}

/** Beyond these the others stand in a menu. */
const SHOWN = 3;
const KEYS: Readonly<Record<string, Deed>> = { a: "approve", r: "reject" };

export function TaskActions({ instance, task, editing, onDecided }: TaskActionsProps) {
  const { t } = useTranslation("flows");
  const phone = usePhone();
  const { message } = useFeedback();
  const forget = useForgetFlows();
  const [asked, setAsked] = useState<Deed | null>(null);
  const { isFilled } = useFilling(editing);
  const decisions = decisionsOf(task);
  const others = othersOf(instance, task);
  // Beside a task of one's own, what only administrators may do stands behind everything else.
  const usual = task ? others.filter((deed) => !ADMINISTRATIVE.has(deed)).length : others.length;
  const room = phone ? 0 : Math.min(SHOWN, usual);
  const added = task?.added ?? [];

  const acting = useMutation({
    mutationFn: (act: { task: number; deed: string; given?: object }) =>
      flows.decide(act.task, act.deed, { ...act.given, command: attempt() }),
    onSuccess: (_, { deed }) => void message.success(t(`done.${deed}`)),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: forget,
  });

  function begin(deed: Deed): void {
    // What the step requires is said at its fields, before anything is asked.
    if (deed === "approve" && !isFilled()) return;
    setAsked(deed);
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const deed = isFree(event) ? KEYS[event.key] : undefined;
      if (!deed || !decisions.includes(deed)) return;
      event.preventDefault();
      begin(deed);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  if (decisions.length + others.length === 0) return null;
  return (
    <footer className={styles.foot}>
      {task?.asks_withdrawal
        ? ([true, false] as const).map((grants) => (
            <Button
              key={String(grants)}
              loading={acting.isPending}
              onClick={() =>
                acting.mutate({ task: task.task, deed: "answer-withdrawal", given: { is_granted: grants } })
              }
            >
              {t(grants ? "answer_grant" : "answer_decline")}
            </Button>
          ))
        : null}
      {decisions.map((deed, place) => (
        <Button
          key={deed}
          type={place === 0 ? "primary" : "default"}
          danger={deed === "reject"}
          onClick={() => begin(deed)}
        >
          {t(`do.${wordOf(deed, task)}`)}
        </Button>
      ))}
      {others.slice(0, room).map((deed) => (
        <Button key={deed} onClick={() => begin(deed)}>
          {t(`do.${deed}`)}
        </Button>
      ))}
      {others.length > room || added.length > 0 ? (
        <Dropdown
          trigger={["click"]}
          placement="topRight"
          menu={{
            items: [
              ...others.slice(room).map((deed) => ({
                key: deed,
                label: t(`do.${deed}`),
                danger: deed === "terminate",
                onClick: () => begin(deed),
              })),
              ...added.map((one) => ({
                key: `added ${one.task}`,
                label: `${t("do.remove-signer")}: ${one.person.title}`,
                onClick: () => acting.mutate({ task: one.task, deed: "remove-signer" }),
              })),
            ],
          }}
        >
          <Button>{t("more")}</Button>
        </Dropdown>
      ) : null}
      {asked ? (
        <DeedDialog
          deed={asked}
          instance={instance}
          task={task}
          editing={editing}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            if (task) onDecided();
          }}
        />
      ) : null}
    </footer>
  );
}
