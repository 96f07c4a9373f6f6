/** Asks for what a decision needs: a comment, a person, a step; and does it once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flows, type Instance, type OwnTask } from "~/api/flows";
import { keys } from "~/api/keys";
import { Problem, sentenceOf, told } from "~/api/problem";
import { attempt } from "~/api/records";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import type { Files } from "~/kinds/files";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import type { RecordForm } from "../form/useRecordForm";
import { DeedFields } from "./DeedFields";
import { type Asked, isComplete, sentOf, spotsOf } from "./deedInput";
import { ADMINISTRATIVE, type Deed, needsComment, needsSignature, wordOf } from "./deeds";
import { Enclosures } from "./Enclosures";
import styles from "./Instance.module.css";
import { useFilling } from "./useFilling";
import { useTaken } from "./useTaken";
import { useForgetFlows } from "./useTasks";

interface DeedDialogProps {
  deed: Deed;
  instance: Instance;
  task: OwnTask | undefined;
  editing: RecordForm | undefined;
  onClose: () => void;
  onDone: () => void;
}

const COMMENT = "deed-comment";
const EXPLAINED: ReadonlySet<Deed> = new Set([
  "take-back",
  "transfer",
  "delegate",
  "remind",
  "withdraw",
  "retry",
  "replace-approver",
  "jump",
  "terminate",
]);
/** What is done with the flow as a whole, not with a task of it. */
const OF_WHOLE: ReadonlySet<Deed> = new Set([
  "withdraw",
  "remind",
  "resubmit",
  "comment",
  "take-back",
  ...ADMINISTRATIVE,
]);
/** What asks for a person or a step before the comment. */
const ASKING_FIRST: ReadonlySet<Deed> = new Set([
  "transfer",
  "delegate",
  "add-signer",
  "replace-approver",
  "jump",
]);
/** What takes their tasks from those who have one. */
const ENDING: ReadonlySet<Deed> = new Set(["jump", "terminate"]);
/** What ends something that others are at. */
const DANGEROUS: ReadonlySet<Deed> = new Set(["reject", "withdraw", "terminate"]);

export function DeedDialog({ deed, instance, task, editing, onClose, onDone }: DeedDialogProps) {
  const { t } = useTranslation("flows");
  useReturnedFocus();
  const { message } = useFeedback();
  const queries = useQueryClient();
  const forget = useForgetFlows();
  const filling = useFilling(editing);
  const command = useRef(attempt());
  const { written, isSent } = useTaken(instance.id, task);
  const [comment, setComment] = useState("");
  const [given, setGiven] = useState<Asked>({
    to: null,
    people: [],
    target: task?.targets[0]?.key ?? null,
    where: "before",
    rule: "all",
    resubmission: "rerun",
    chosen: {},
    branch: null,
    spot: spotsOf(instance)[0]?.key ?? null,
  });
  const [files, setFiles] = useState<Files>([]);
  const [signature, setSignature] = useState<Files>([]);
  const [tried, setTried] = useState(false);
  const { t: ofFiles } = useTranslation("files");
  const { arrivals, awaited, whenArrived } = useArrivals(
    (name) => void message.error(ofFiles("not_arrived", { name })),
  );
  const waited = [...new Set(instance.waiting.map(({ person }) => person.title))].join(t("comma"));
  const needed = needsComment(deed, task);
  // Files without a word are a remark, too.
  const lacksComment = needed && comment.trim() === "" && !(deed === "comment" && files.length > 0);
  const signs = needsSignature(deed, task, given.where);
  const lacksSignature = signs && signature.length === 0;
  const approvesToo = deed === "add-signer" && given.where === "after";

  const doing = useMutation({
    mutationFn: () => {
      const body = {
        comment: comment.trim(),
        command: command.current,
        files: files.map(({ id }) => id),
        ...(signs ? { signature: signature[0]?.id } : {}),
        ...sentOf(deed, given, task, instance),
        ...(deed === "approve" ? filling.body() : {}),
      };
      return OF_WHOLE.has(deed)
        ? flows.direct(instance.id, deed, body)
        : flows.decide(task?.task ?? 0, deed, { ...body, version: task?.version });
    },
    onSuccess: async ({ state }) => {
      const isAsked = deed === "withdraw" && state === "running";
      void message.success(t(isAsked ? "done.ask_withdrawal" : `done.${deed}`));
      onDone();
      await queries.invalidateQueries({ queryKey: keys.records(instance.app.key, instance.form) });
    },
    onError: (thrown) => {
      isSent.current = false;
      // Another comment or choice is another attempt.
      command.current = attempt();
      if (filling.refuse(thrown)) onClose();
    },
    onSettled: forget,
  });

  function go(): void {
    setTried(true);
    if (lacksComment || lacksSignature || !isComplete(deed, given, instance) || doing.isPending) return;
    isSent.current = true;
    doing.mutate();
  }

  return (
    <Modal
      open
      width={480}
      title={t(`do.${wordOf(deed, task)}`)}
      okText={
        awaited ? ofFiles("uploading") : t(approvesToo ? "approve_and_add" : `do.${wordOf(deed, task)}`)
      }
      okButtonProps={{ danger: DANGEROUS.has(deed) }}
      cancelText={t("cancel")}
      confirmLoading={doing.isPending || awaited !== null}
      onOk={() => whenArrived(go)}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {EXPLAINED.has(deed) ? (
          <p className={styles.quiet}>
            {t(`explained.${deed}`, { node: instance.take_back[0]?.node.title })}{" "}
            {ENDING.has(deed) && waited ? t("tasks_vanish", { people: waited }) : null}
          </p>
        ) : null}
        {doing.error ? <Alert type="error" showIcon role="alert" title={refusalOf(doing.error)} /> : null}
        <DeedFields
          deed={deed}
          instance={instance}
          task={task}
          given={given}
          tried={tried}
          onChange={(change) => setGiven({ ...given, ...change })}
        />
        <label className={styles.label} htmlFor={COMMENT}>
          {t(needed ? "comment_label" : "comment_optional")}
        </label>
        <Input.TextArea
          id={COMMENT}
          value={comment}
          autoFocus={!ASKING_FIRST.has(deed)}
          autoSize={{ minRows: 3, maxRows: 8 }}
          {...(tried && lacksComment ? { status: "error" as const } : {})}
          onChange={({ target }) => {
            written.current = target.value;
            setComment(target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) whenArrived(go);
          }}
        />
        {tried && lacksComment ? (
          <p className={styles.problem} role="alert">
            {t("comment_needed")}
          </p>
        ) : null}
        <ArrivalsContext value={arrivals}>
          <Enclosures
            files={files}
            onFiles={setFiles}
            signature={signs ? signature : null}
            last={task?.last_signature ?? null}
            onSignature={setSignature}
            isMissing={tried && lacksSignature}
          />
        </ArrivalsContext>
      </div>
    </Modal>
  );
}

/** A refusal says in its reason who was first, and when. */
function refusalOf(thrown: unknown): string {
  const [reason] = thrown instanceof Problem ? thrown.issues : [];
  return reason ? told(reason) : sentenceOf(thrown);
}
