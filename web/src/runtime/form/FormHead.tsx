/** What concerns the form as a whole: a restored draft, and problems that stand under no field. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import { useTitle } from "~/kinds/context";
import { AgoText } from "../record/AgoText";
import styles from "./FormHead.module.css";
import type { Restored } from "./guard";
import { headId } from "./ProblemButton";
import type { RecordForm } from "./useRecordForm";

interface FormHeadProps {
  editing: RecordForm;
  restored: Restored | null;
  onDiscardDraft: () => void;
}

export function FormHead({ editing, restored, onDiscardDraft }: FormHeadProps) {
  const { t } = useTranslation("form");
  const general = editing.issues.filter((issue) => issue.field === null);
  return (
    <div className={styles.head}>
      {restored ? (
        <p className={styles.draft} role="status">
          <span>
            {t("restored")} <AgoText at={restored.at} />
            {restored.overtaken ? ` · ${t("overtaken")}` : null}
          </span>
          <Button size="small" type="link" onClick={onDiscardDraft}>
            {t("discard_draft")}
          </Button>
        </p>
      ) : null}
      {editing.overtaken ? <Overtaken by={editing.overtaken.by} onShow={editing.review} /> : null}
      <div id={headId(editing.form.key)} tabIndex={-1} role="alert" className={styles.problems}>
        {general.map((issue) => (
          <p key={`${issue.code} ${issue.message}`} className={styles.problem} data-severity={issue.severity}>
            {told(issue)}
          </p>
        ))}
      </div>
    </div>
  );
}

/** Somebody saved the record while it was being changed here; nothing that was typed is touched by it. */
function Overtaken({ by, onShow }: { by: number | null; onShow: () => void }) {
  const { t } = useTranslation("form");
  const who = useTitle("person", by);
  return (
    <p className={styles.draft} role="status">
      <span>{who ? t("stale.title_who", { who }) : t("stale.title")}</span>
      <Button size="small" type="link" onClick={onShow}>
        {t("stale.show")}
      </Button>
    </p>
  );
}
