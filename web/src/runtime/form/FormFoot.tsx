/** What can be done with a form, always within reach: its problems, giving up, saving. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./FormFoot.module.css";
import { ProblemButton } from "./ProblemButton";
import type { RecordForm } from "./useRecordForm";

interface FormFootProps {
  editing: RecordForm;
  /** A file that has not arrived, and the one that a save waits for. */
  loose: string | null;
  awaited: string | null;
  /** Offered where another record may follow. */
  onSaveAndNew?: (() => void) | undefined;
  onSave: () => void;
  onCancel: () => void;
}

export function FormFoot({ editing, loose, awaited, onSaveAndNew, onSave, onCancel }: FormFootProps) {
  const { t } = useTranslation("form");
  const { t: ofFiles } = useTranslation("files");
  const { form, issues, dirty, saving, id } = editing;
  return (
    <div className={styles.foot}>
      <span className={styles.state} role="status">
        {awaited ? ofFiles("awaited", { name: awaited }) : dirty ? t("unsaved") : null}
      </span>
      <span className={styles.gap} />
      <ProblemButton form={form.key} issues={issues} />
      <Button onClick={onCancel}>{t("cancel")}</Button>
      {onSaveAndNew ? (
        <Button onClick={onSaveAndNew} disabled={saving || awaited !== null}>
          {t("save_and_new")}
        </Button>
      ) : null}
      <Button
        type="primary"
        loading={saving || awaited !== null}
        disabled={id !== null && !dirty && loose === null}
        onClick={onSave}
      >
        {awaited ? ofFiles("uploading") : t("save")}
      </Button>
    </div>
  );
}
