/** Presses a button of a record: asks what it asks for, does it, and opens what it opens. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formOf } from "~/api/apps";
import { keys } from "~/api/keys";
import { Problem, sentenceOf } from "~/api/problem";
import { attempt, records } from "~/api/records";
import type { FieldView, FormView, RecordData } from "~/api/types";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { useStable } from "~/ui/stable";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { flatten } from "../flat";
import { type PlacedIssue, placeIssues } from "../form/issues";
import { close, isBlank, open, type Values } from "../form/values";
import { AskedFields } from "./AskedFields";
import { type Asked, askedBy, goTo } from "./asked";
import styles from "./Pressing.module.css";

const NewRecordDrawer = later(async () => (await import("./NewRecordDrawer")).NewRecordDrawer, null);

export interface Pressed {
  form: FormView;
  record: RecordData;
  button: FieldView;
}

interface PressingProps extends Pressed {
  onEnd: () => void;
}

interface Begun {
  form: FormView;
  values: Values;
}

export function Pressing({ form, record, button, onEnd }: PressingProps) {
  const { t } = useTranslation("record");
  const { message } = useFeedback();
  const app = useCurrentApp();
  const locale = useLocale();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [busy, setBusy] = useState(false);
  const once = useRef(attempt());
  const name = textOf(button.label, locale);
  const question = textOf(button.confirm as FieldView["label"], locale);
  const asked = askedBy(form, button);

  /** What is wrong with what was filled in; null where it is done, or has come to its end. */
  async function press(version: number, values: Values): Promise<Problem | null> {
    setBusy(true);
    try {
      const done = await records.press(
        app.key,
        form.key,
        record.id,
        button.key,
        { version, values },
        once.current,
      );
      await queries.invalidateQueries({ queryKey: keys.records(app.key, form.key) });
      const opened = done.opens && formOf(app, done.opens.form);
      if (done.address) goTo(done.address);
      if (opened && done.opens) setBegun({ form: opened, values: done.opens.values });
      else onEnd();
      if (!done.address && !opened) void message.success({ content: t("press.done", { name }), duration: 2 });
      return null;
    } catch (thrown) {
      // What was answered is another attempt from then on; what was lost on the way is sent again as the same.
      if (thrown instanceof Problem) once.current = attempt();
      const isTold = thrown instanceof Problem && (thrown.status === 422 || thrown.status === 409);
      if (!isTold || thrown.status === 409)
        await queries.invalidateQueries({ queryKey: keys.records(app.key, form.key) });
      // A window stays with what was typed in it.
      if (isTold && asked.length > 0) return thrown;
      void message.error(sentenceOf(thrown));
      if (asked.length === 0) onEnd();
      return null;
    } finally {
      setBusy(false);
    }
  }

  const isAtOnce = asked.length === 0 && question === "";
  const begin = useStable((): void => {
    if (isAtOnce) void press(record.version, {});
  });
  useEffect(() => begin(), [begin]);

  if (begun)
    return (
      <NewRecordDrawer
        form={begun.form}
        initial={begun.values}
        onSaved={() => {
          void queries.invalidateQueries({ queryKey: keys.records(app.key, form.key) });
          onEnd();
        }}
        onClose={onEnd}
      />
    );
  if (isAtOnce) return null;
  const shared = { name, question, busy, onPress: press, onClose: onEnd };
  return asked.length > 0 ? (
    <Filling {...shared} form={form} record={record} asked={asked} />
  ) : (
    <Question {...shared} version={record.version} />
  );
}

interface AskingProps {
  name: string;
  question: string;
  busy: boolean;
  onPress: (version: number, values: Values) => Promise<Problem | null>;
  onClose: () => void;
}

function Question({ name, question, busy, version, onPress, onClose }: AskingProps & { version: number }) {
  const { t } = useTranslation("record");
  useReturnedFocus();
  return (
    <Modal
      open
      width={420}
      title={name}
      okText={name}
      cancelText={t("press.stay")}
      confirmLoading={busy}
      onOk={() => void onPress(version, {})}
      onCancel={onClose}
    >
      <p className={styles.question}>{question}</p>
    </Modal>
  );
}

interface FillingProps extends AskingProps {
  form: FormView;
  record: RecordData;
  asked: readonly Asked[];
}

/** What stands in the record now is read first: a list knows only some of it. */
function Filling({ form, record, asked, name, question, busy, onPress, onClose }: FillingProps) {
  const { t } = useTranslation("record");
  const { t: ofForms } = useTranslation("form");
  const { t: ofFiles } = useTranslation("files");
  const { message } = useFeedback();
  const app = useCurrentApp().key;
  useReturnedFocus();
  const { data: current, error } = useQuery({
    queryKey: keys.record(app, form.key, record.id),
    queryFn: async ({ signal }) => flatten(form, await records.get(app, form.key, record.id, "*", signal)),
  });
  const [typed, setTyped] = useState<Values>({});
  const [issues, setIssues] = useState<readonly PlacedIssue[]>([]);
  const values = useMemo(
    () => (current ? { ...open(form, current), ...typed } : typed),
    [form, current, typed],
  );
  const { arrivals, awaited, whenArrived } = useArrivals(
    (file) => void message.error(ofFiles("not_arrived", { name: file })),
  );

  async function press(): Promise<void> {
    if (!current) return;
    const missing = asked.filter(({ field, required }) => required && isBlank(values[field.key]));
    setIssues(missing.map(({ field }) => spoken(ofForms("missing"), field.key)));
    if (missing.length > 0) return;
    const shown = new Set(asked.map(({ field }) => field.key));
    const refused = await onPress(current.version, close(form, values, Object.keys(typed)));
    if (refused?.status === 409) setIssues([spoken(sentenceOf(refused))]);
    else if (refused) setIssues(placeIssues(refused.issues, values, shown));
  }

  const elsewhere = issues.filter(({ field }) => field === null);
  return (
    <Modal
      open
      width={520}
      title={name}
      okText={awaited ? ofFiles("uploading") : name}
      cancelText={t("press.stay")}
      okButtonProps={{ disabled: !current }}
      confirmLoading={busy || awaited !== null}
      onOk={() => whenArrived(() => void press())}
      onCancel={onClose}
    >
      {question ? <p className={styles.question}>{question}</p> : null}
      {error ? <p role="alert">{sentenceOf(error)}</p> : null}
      {elsewhere.map(({ code, message: sentence, hint }) => (
        <p key={`${code} ${sentence}`} role="alert" className={styles.problem}>
          {sentence} {hint}
        </p>
      ))}
      {current ? (
        <ArrivalsContext value={arrivals}>
          <AskedFields
            asked={asked}
            values={values}
            issues={issues}
            onChange={(key, value) => setTyped((before) => ({ ...before, [key]: value }))}
          />
        </ArrivalsContext>
      ) : error ? null : (
        <PageSkeleton />
      )}
    </Modal>
  );
}

function spoken(message: string, field: string | null = null): PlacedIssue {
  return { code: "", message, hint: "", severity: "error", field, row: null, cell: null };
}
