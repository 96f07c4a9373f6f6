/** What every dialog about the organisation has: fields beside their names, what went wrong, and the deeds below. */
import { Alert, Button, Modal, Popconfirm } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./PeoplePage.module.css";

export interface Saving<Change> {
  busy: boolean;
  error: string | null;
  onSave: (change: Change) => void;
  onClose: () => void;
}

interface OrganisationDialogProps {
  title: string;
  width?: number;
  busy: boolean;
  error: string | null;
  ready: boolean;
  saveText: string;
  onSave: () => void;
  onClose: () => void;
  /** Deeds of its own, at the other end. */
  deeds?: ReactNode;
  children: ReactNode;
}

export function OrganisationDialog(props: OrganisationDialogProps) {
  const { t } = useTranslation("people");
  return (
    <Modal
      open
      width={props.width ?? 480}
      title={props.title}
      onCancel={props.onClose}
      footer={
        <div className={styles.deeds}>
          {props.deeds}
          <span className={styles.rest}>
            <Button onClick={props.onClose}>{t("cancel")}</Button>
            <Button type="primary" loading={props.busy} disabled={!props.ready} onClick={props.onSave}>
              {props.saveText}
            </Button>
          </span>
        </div>
      }
    >
      {props.error ? <Alert type="error" showIcon role="alert" title={props.error} /> : null}
      <div className={styles.fields}>{props.children}</div>
    </Modal>
  );
}

interface PutAwayProps {
  question: string;
  text: string;
  word: string;
  busy: boolean;
  onSure: () => void;
}

/** Takes something out of use, after asking. */
export function PutAway({ question, text, word, busy, onSure }: PutAwayProps) {
  const { t } = useTranslation("people");
  return (
    <Popconfirm title={question} description={text} okText={word} cancelText={t("cancel")} onConfirm={onSure}>
      <Button danger disabled={busy}>
        {word}
      </Button>
    </Popconfirm>
  );
}
