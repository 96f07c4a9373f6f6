/** A new record in a drawer: begun from nothing, from a copy, or from the record that it belongs to. */
import { Drawer } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView, RecordData } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { textOf } from "~/words";
import { RecordForm } from "../form/RecordForm";
import type { Values } from "../form/values";
import styles from "./RecordDrawer.module.css";

interface NewRecordDrawerProps {
  form: FormView;
  initial?: Values;
  onSaved: (record: RecordData) => void;
  /** Saved, and the next one is being begun. */
  onSavedAndNew?: () => void;
  onClose: () => void;
}

const NOTHING: Values = {};
export const DRAWER_WIDTH = 880;

export function NewRecordDrawer({
  form,
  initial = NOTHING,
  onSaved,
  onSavedAndNew,
  onClose,
}: NewRecordDrawerProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const phone = usePhone();
  useReturnedFocus();
  const { message } = useFeedback();
  const leaving = useRef<((go: () => void) => void) | null>(null);
  const [round, setRound] = useState(0);
  const ask = (go: () => void) => (leaving.current ? leaving.current(go) : go());
  return (
    <Drawer
      open
      size={phone ? "100%" : DRAWER_WIDTH}
      title={t("new", { form: textOf(form.label, locale) })}
      onClose={() => ask(onClose)}
      className={styles.drawer ?? ""}
      styles={{ mask: { background: "var(--scrim-light)" } }}
    >
      <RecordForm
        key={round}
        form={form}
        record={null}
        initial={round === 0 ? initial : NOTHING}
        leaving={leaving}
        onSaved={(record) => {
          void message.success({ content: t("saved"), duration: 1.5 });
          onSaved(record);
        }}
        onSavedAndNew={() => {
          void message.success({ content: t("saved"), duration: 1.5 });
          onSavedAndNew?.();
          setRound(round + 1);
        }}
        onCancel={onClose}
      />
    </Drawer>
  );
}
