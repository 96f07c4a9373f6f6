/** The form of a flow filled in for a trial: drawn as it is used, with nothing saved. */
import { Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppView, FormView } from "~/api/types";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import { AppContext } from "~/runtime/AppContext";
import { FormSections } from "~/runtime/form/FormSections";
import { useRecordForm, writable } from "~/runtime/form/useRecordForm";
import { close, type Values } from "~/runtime/form/values";
import { KindProvider } from "~/runtime/KindProvider";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import styles from "./Flows.module.css";

interface TrialFormProps {
  app: AppView;
  form: FormView;
  /** What was filled in before. */
  values: Values;
  onGiven: (values: Values) => void;
  onClose: () => void;
}

export function TrialForm({ app, ...props }: TrialFormProps) {
  const [nowhere] = useState(() => () => undefined);
  return (
    <AppContext value={app}>
      <KindProvider onOpen={nowhere}>
        <Filling app={app.key} {...props} />
      </KindProvider>
    </AppContext>
  );
}

function Filling({ app, form, values, onGiven, onClose }: Omit<TrialFormProps, "app"> & { app: string }) {
  const { t } = useTranslation("flowing");
  const { t: ofFiles } = useTranslation("files");
  const { message } = useFeedback();
  useReturnedFocus();
  const editing = useRecordForm({ app, form, record: null, initial: values });
  const { arrivals, awaited, whenArrived } = useArrivals(
    (name) => void message.error(ofFiles("not_arrived", { name })),
  );
  // A file that arrives after the button was pressed is among the values, too.
  const latest = useRef(editing.values);
  latest.current = editing.values;
  return (
    <Modal
      open
      width={760}
      title={t("trial_title")}
      okText={awaited ? ofFiles("uploading") : t("trial_go")}
      cancelText={t("cancel")}
      confirmLoading={awaited !== null}
      onOk={() => whenArrived(() => onGiven(close(form, latest.current, writable(form, latest.current))))}
      onCancel={onClose}
    >
      <p className={styles.quiet}>{t("trial_text")}</p>
      {editing.ready ? (
        <ArrivalsContext value={arrivals}>
          <FormSections editing={editing} />
        </ArrivalsContext>
      ) : (
        <EntriesSkeleton />
      )}
    </Modal>
  );
}
