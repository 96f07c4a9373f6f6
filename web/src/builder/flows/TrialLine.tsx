/** What is filled in for a trial of a flow, and the button that opens the form for it. */
import { FormOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formOf, useApp } from "~/api/apps";
import type { Values } from "~/runtime/form/values";
import { later } from "~/ui/later";
import styles from "./Flows.module.css";

const TrialForm = later(async () => (await import("./TrialForm")).TrialForm, null);

interface TrialLineProps {
  app: string;
  form: string;
  values: Values | null;
  onChange: (values: Values) => void;
}

const NOTHING: Values = {};

export function TrialLine({ app: key, form: formKey, values, onChange }: TrialLineProps) {
  const { t } = useTranslation("flowing");
  const [isOpen, setOpen] = useState(false);
  const app = useApp(key).data;
  const form = app && formOf(app, formKey);
  if (app && !form) return <p className={styles.quiet}>{t("trial_no_form")}</p>;
  const count = Object.values(values ?? NOTHING).filter(isFilled).length;
  return (
    <>
      <p className={styles.quiet}>{values ? t("trial_filled", { count }) : t("trial_blank")}</p>
      <Button block icon={<FormOutlined aria-hidden />} disabled={!form} onClick={() => setOpen(true)}>
        {t(values ? "trial_again" : "trial_fill")}
      </Button>
      {isOpen && app && form ? (
        <TrialForm
          app={app}
          form={form}
          values={values ?? NOTHING}
          onGiven={(given) => {
            onChange(given);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function isFilled(value: unknown): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}
