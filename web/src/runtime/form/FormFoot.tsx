/** What can be done with a form, always within reach: its problems, giving up, saving. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./FormFoot.module.css";
import { ProblemButton } from "./ProblemButton";
import type { RecordForm } from "./useRecordForm";

interface FormFootProps {
  editing: RecordForm;
  /** Offered where another record may follow. */
  onSaveAndNew?: (() => void) | undefined;
  onSave: () => void;
  onCancel: () => void;
}

export function FormFoot({ editing, onSaveAndNew, onSave, onCancel }: FormFootProps) {
  const { t } = useTranslation("form");
  const { form, issues, dirty, saving, id } = editing;
  return (
    <div className={styles.foot}>
      <span className={styles.state}>{dirty ? t("unsaved") : null}</span>
      <span className={styles.gap} />
      <ProblemButton form={form.key} issues={issues} />
      <Button onClick={onCancel}>{t("cancel")}</Button>
      {onSaveAndNew ? (
        <Button onClick={onSaveAndNew} disabled={saving}>
          {t("save_and_new")}
        </Button>
      ) : null}
      <Button type="primary" loading={saving} disabled={id !== null && !dirty} onClick={onSave}>
        {t("save")}
      </Button>
    </div>
  );
}
