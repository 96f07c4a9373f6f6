/** Gives a record to another owner: to whom, and perhaps why. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { records } from "~/api/records";
import type { FormView, RecordData } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { useCurrentApp } from "../AppContext";
import { FieldEdit } from "../fields";
import { systemField } from "../grid/columns";
import styles from "./TransferDialog.module.css";

interface TransferDialogProps {
  form: FormView;
  record: RecordData;
  /** Handed over; whether the person still sees the record. */
  onDone: (seen: boolean) => void;
  onClose: () => void;
}

const OWNER = "transfer-owner";
const REASON = "transfer-reason";
const LONGEST = 500;

export function TransferDialog({ form, record, onDone, onClose }: TransferDialogProps) {
  const { t } = useTranslation("record");
  const app = useCurrentApp();
  useReturnedFocus();
  const { message } = useFeedback();
  const { title } = useKinds();
  const queries = useQueryClient();
  const [owner, setOwner] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const field = systemField(app, "owner");
  const source = field ? fieldKind(field.kind).source?.(field) : null;
  const same = owner !== null && owner === record.owner;

  const handing = useMutation({
    mutationFn: (to: number) =>
      records.transfer(app.key, form.key, record.id, {
        version: record.version,
        owner: to,
        reason: reason.trim() || null,
      }),
    onSuccess: (answer, to) => {
      const seen = "owner" in answer;
      const name = (source && title(source, to)) ?? "";
      void message.success(seen ? t("transfer.done", { name }) : t("transfer.out_of_sight", { name }));
      onDone(seen);
    },
    // The next attempt goes on from what the record is by then.
    onError: () => queries.invalidateQueries({ queryKey: keys.record(app.key, form.key, record.id) }),
  });

  if (!field) return null;
  return (
    <Modal
      open
      width={480}
      title={t("transfer.title", { title: record.title || t("untitled") })}
      okText={t("transfer.go")}
      cancelText={t("transfer.stay")}
      okButtonProps={{ disabled: owner === null || same }}
      confirmLoading={handing.isPending}
      onOk={() => {
        if (owner !== null && !same) handing.mutate(owner);
      }}
      onCancel={onClose}
    >
      <p className={styles.text}>{t("transfer.text")}</p>
      {handing.error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          className={styles.problem ?? ""}
          title={sentenceOf(handing.error)}
        />
      ) : null}
      <label className={styles.label} htmlFor={OWNER}>
        {t("transfer.to")}
      </label>
      <FieldEdit
        id={OWNER}
        field={{ ...field, required: true }}
        value={owner}
        values={record}
        onChange={(value) => setOwner(typeof value === "number" ? value : null)}
        issues={[]}
        autoFocus
      />
      {same ? (
        <p className={styles.same} role="alert">
          {t("transfer.same")}
        </p>
      ) : null}
      <label className={styles.label} htmlFor={REASON}>
        {t("transfer.reason")}
      </label>
      <Input.TextArea
        id={REASON}
        value={reason}
        maxLength={LONGEST}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t("transfer.reason_example")}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
