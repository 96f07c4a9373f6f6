/** Gives all that somebody has to do to another, and says what could not be given. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AwaitedPerson, type FlowOverview, overseeing } from "~/api/overseeing";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Select } from "~/ui/Select";
import { useCurrentApp } from "../AppContext";
import flowStyles from "../flows/Instance.module.css";
import { useForgetFlows } from "../flows/useTasks";
import { PersonSelect } from "../people/PersonSelect";
import styles from "./Overseeing.module.css";

interface ReplaceDialogProps {
  awaited: AwaitedPerson;
  flows: FlowOverview["flows"];
  onClose: () => void;
}

const ALL = "";

export function ReplaceDialog({ awaited, flows, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation("overseeing");
  useReturnedFocus();
  const app = useCurrentApp();
  const { message } = useFeedback();
  const forget = useForgetFlows();
  const command = useRef(attempt());
  const [to, setTo] = useState<number | null>(null);
  const [flow, setFlow] = useState(ALL);
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const { person, tasks } = awaited;
  const replacing = useMutation({
    mutationFn: (given: number) =>
      overseeing.replace(app.key, {
        person: person.id,
        to: given,
        ...(flow === ALL ? {} : { flow }),
        comment: comment.trim(),
        command: command.current,
      }),
    onSuccess: ({ done, refused }) => {
      if (done > 0) void message.success(t("replaced", { count: done }));
      if (refused.length === 0) onClose();
    },
    onSettled: () => {
      // Another person or flow is another attempt.
      command.current = attempt();
      return forget();
    },
  });
  const left = replacing.data?.refused ?? [];

  return (
    <Modal
      open
      width={480}
      title={t("replace_title", { name: person.title })}
      onCancel={onClose}
      footer={
        left.length > 0 ? (
          <Button onClick={onClose}>{t("close")}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button
              type="primary"
              loading={replacing.isPending}
              onClick={() => {
                setTried(true);
                if (to !== null) replacing.mutate(to);
              }}
            >
              {t("replace")}
            </Button>
          </>
        )
      }
    >
      {left.length > 0 ? (
        <>
          <p className={flowStyles.label}>{t("unreplaced")}</p>
          <ul className={styles.left}>
            {left.map(({ task, instance, title, problem }) => (
              <li key={task}>
                <strong>{title ?? t("unseen", { id: instance })}</strong>{" "}
                {problem.issues?.[0]?.message ?? problem.detail}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <div className={flowStyles.dialog}>
          <p className={flowStyles.quiet}>
            {t("replace_text", { count: tasks, name: person.title })} {t("replace_except")}
          </p>
          {replacing.error ? (
            <Alert type="error" showIcon role="alert" title={sentenceOf(replacing.error)} />
          ) : null}
          <label className={flowStyles.label} htmlFor="replace-to">
            {t("to")}
          </label>
          <PersonSelect id="replace-to" label={t("to")} value={to} besides={person.id} onChange={setTo} />
          {tried && to === null ? (
            <p className={flowStyles.problem} role="alert">
              {t("to_needed")}
            </p>
          ) : null}
          <label className={flowStyles.label} htmlFor="replace-flow">
            {t("of_flow")}
          </label>
          <Select<string>
            id="replace-flow"
            value={flow}
            options={[
              { value: ALL, label: t("any_flow") },
              ...flows.map(({ key, title }) => ({ value: key, label: title })),
            ]}
            onChange={setFlow}
          />
          <label className={flowStyles.label} htmlFor="replace-comment">
            {t("comment")}
          </label>
          <Input.TextArea
            id="replace-comment"
            value={comment}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => setComment(target.value)}
          />
        </div>
      )}
    </Modal>
  );
}
