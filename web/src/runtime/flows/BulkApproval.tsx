/** Approves several tasks at once, each for itself, and says which could not be. */

import { useMutation } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flows, type TaskLine } from "~/api/flows";
import { sentenceOf } from "~/api/problem";
import { attempt } from "~/api/records";
import { useFeedback } from "~/ui/Feedback";
import styles from "./Inbox.module.css";
import { useForgetFlows } from "./useTasks";

interface BulkApprovalProps {
  lines: readonly TaskLine[];
  onClear: () => void;
}

export function BulkApproval({ lines, onClear }: BulkApprovalProps) {
  const { t } = useTranslation("flows");
  const { message, modal } = useFeedback();
  const forget = useForgetFlows();
  const [asking, setAsking] = useState(false);
  const [comment, setComment] = useState("");
  const command = useRef(attempt());
  // What is signed by hand is approved one by one.
  const together = lines.filter(({ signature }) => !signature);
  const unsigned = lines.length - together.length;
  const count = together.length;
  const approving = useMutation({
    mutationFn: () =>
      flows.approveMany(
        together.flatMap(({ task }) => task ?? []),
        comment.trim(),
        command.current,
      ),
    onSuccess: ({ done, refused }) => {
      command.current = attempt();
      setAsking(false);
      setComment("");
      onClear();
      if (done.length > 0) void message.success(t("many_done", { count: done.length }));
      const left = together.filter(({ task }) => task !== null && String(task) in refused);
      if (left.length === 0) return;
      modal.confirm({
        okCancel: false,
        title: t("many_refused"),
        content: (
          <ul className={styles.refused}>
            {left.map((line) => {
              const problem = refused[String(line.task)];
              return (
                <li key={line.task}>
                  <strong>{line.record.title ?? t("unseen", { id: line.record.id })}</strong>{" "}
                  {problem?.issues?.[0]?.message ?? problem?.detail}
                </li>
              );
            })}
          </ul>
        ),
      });
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: forget,
  });
  return (
    <div className={styles.bulk}>
      <span>{t("chosen", { count: lines.length })}</span>
      <Button type="primary" size="small" disabled={count === 0} onClick={() => setAsking(true)}>
        {t("approve_all")}
      </Button>
      <Button type="text" size="small" onClick={onClear}>
        {t("unchoose")}
      </Button>
      {unsigned > 0 ? <span className={styles.apart}>{t("many_unsigned", { count: unsigned })}</span> : null}
      <Modal
        open={asking}
        width={480}
        title={t("many_title", { count })}
        okText={t("approve_all")}
        cancelText={t("cancel")}
        confirmLoading={approving.isPending}
        onOk={() => approving.mutate()}
        onCancel={() => setAsking(false)}
      >
        {unsigned > 0 ? <p className={styles.apart}>{t("many_unsigned", { count: unsigned })}</p> : null}
        <Input.TextArea
          aria-label={t("comment_label")}
          placeholder={t("comment_optional")}
          value={comment}
          autoFocus
          autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={({ target }) => setComment(target.value)}
        />
      </Modal>
    </div>
  );
}
