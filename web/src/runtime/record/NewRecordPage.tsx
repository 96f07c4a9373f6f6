/** A new record at an address of its own. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { may } from "~/api/apps";
import { Problem } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import { useAddressedForm, useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { RecordForm } from "../form/RecordForm";
import { Missing } from "../Missing";
import styles from "./RecordPage.module.css";

export function NewRecordPage() {
  const { t } = useTranslation("record");
  const app = useCurrentApp();
  const form = useAddressedForm();
  const locale = useLocale();
  const navigate = useNavigate();
  const { message } = useFeedback();
  const [round, setRound] = useState(0);
  if (!form) return <Missing />;
  if (!may(form, "create")) return <Failure thrown={new Problem(403, {})} />;
  const said = () => void message.success({ content: t("saved"), duration: 1.5 });
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t("new", { form: textOf(form.label, locale) })}</h1>
      <RecordForm
        key={`${form.key}/${round}`}
        form={form}
        record={null}
        onSaved={(record) => {
          said();
          void navigate(addresses.record(app.key, form.key, record.id), { replace: true });
        }}
        onSavedAndNew={() => {
          said();
          setRound(round + 1);
        }}
        onCancel={() => void navigate(addresses.list(app.key, form.key))}
      />
    </div>
  );
}
