/** Moving a record to another stage: at once where the way is free, else after filling in just what is missing. */
import { Modal } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import type { FormView, RecordData } from "~/api/types";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { useCurrentApp } from "../AppContext";
import { formEnvironment, isKnown } from "../form/environment";
import { FormHead } from "../form/FormHead";
import { FormSections } from "../form/FormSections";
import { useFacts } from "../form/facts";
import { obstacles } from "../form/gates";
import { StaleDialog } from "../form/StaleDialog";
import { useRecordForm } from "../form/useRecordForm";
import { isBlank, type Values } from "../form/values";
import { GateWords } from "./StageBar";

interface StageMoveProps {
  form: FormView;
  record: RecordData;
  field: string;
  option: unknown;
  stageName: string;
  /** Values of other fields that go with it. */
  also?: Readonly<Record<string, unknown>>;
  onMoved: (record: RecordData) => void;
  onClose: () => void;
}

const NO_SLOTS = {};
const NOTHING: Values = {};

/** The form cut to the fields that the new stage asks for. */
function useCutForm(form: FormView, record: RecordData, field: string, option: unknown): FormView {
  const facts = useFacts(NO_SLOTS);
  return useMemo(() => {
    const values: Values = { ...record };
    const inTheWay = obstacles(form, field, option, values, values, facts);
    const asked = inTheWay.flatMap(({ missing, gate }) => [...missing, ...gate.required]);
    const byStage = form.fields
      .filter((candidate) => !candidate.computed && isBlank(record[candidate.key]))
      .filter((candidate) => {
        const tree = form.trees[`fields/${candidate.key}/required_when`];
        if (tree === undefined || !isKnown(tree, facts)) return false;
        const environment = formEnvironment(form, { ...values, [field]: option }, values, facts);
        return facts.evaluate(tree, environment) === true;
      })
      .map((candidate) => candidate.key);
    const keys = [...new Set([...asked, ...byStage])].filter((key) => form.rights.fields[key] === "write");
    const cells = keys.map((key) => ({ field: key, span: 1 }));
    const section = {
      key: "stage",
      label: {},
      columns: 1,
      cells,
      text: {},
      visible_when: "",
      collapsed: false,
    };
    const fields = form.fields.map((candidate) =>
      asked.includes(candidate.key) ? { ...candidate, required: true } : candidate,
    );
    return { ...form, fields, layout: { sections: [section] } };
  }, [form, record, field, option, facts]);
}

export function StageMove(props: StageMoveProps) {
  const { record, field, option, stageName, also = NOTHING, onMoved, onClose } = props;
  const { t } = useTranslation("record");
  const { message } = useFeedback();
  const app = useCurrentApp().key;
  useReturnedFocus();
  const form = useCutForm(props.form, record, field, option);
  const editing = useRecordForm({ app, form, record, initial: NOTHING });
  const facts = useFacts(editing.state.slots);
  const free = form.layout.sections[0]?.cells.length === 0;
  const begun = useRef(false);
  const inTheWay = obstacles(props.form, field, option, editing.values, editing.state.base, facts);

  async function save(): Promise<void> {
    try {
      const saved = await editing.save();
      if (saved) onMoved(saved);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
      onClose();
    }
  }

  const { setValue } = editing;
  const isSet = editing.state.values[field] === option;
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (!isSet) {
      setValue(field, option);
      for (const [key, value] of Object.entries(also)) setValue(key, value);
    } else if (free && !begun.current) {
      begun.current = true;
      void latest.current();
    }
  }, [isSet, free, setValue, field, option, also]);

  const { t: ofFiles } = useTranslation("files");
  const { arrivals, awaited, whenArrived } = useArrivals(
    (name) => void message.error(ofFiles("not_arrived", { name })),
  );

  const refused = editing.issues.length > 0 && !editing.saving;
  if (free && !refused) return <StaleDialog editing={editing} />;
  return (
    <>
      <Modal
        open
        width={520}
        title={t("stage.title", { stage: stageName })}
        okText={awaited ? ofFiles("uploading") : t("stage.go", { stage: stageName })}
        confirmLoading={editing.saving || awaited !== null}
        onOk={() => whenArrived(() => void latest.current())}
        onCancel={onClose}
        {...(free ? { okButtonProps: { style: { display: "none" } } } : {})}
      >
        {inTheWay.length > 0 ? (
          <GateWords form={props.form} obstacles={inTheWay} />
        ) : free ? null : (
          <p>{t("stage.text")}</p>
        )}
        <FormHead editing={editing} restored={null} onDiscardDraft={onClose} />
        <ArrivalsContext value={arrivals}>
          <FormSections editing={editing} focus={form.layout.sections[0]?.cells[0]?.field} />
        </ArrivalsContext>
      </Modal>
      <StaleDialog editing={editing} />
    </>
  );
}
