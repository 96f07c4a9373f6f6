/** A form over a new or an existing record, from its first field to the button that saves it. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import type { FormView, RecordData } from "~/api/types";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import { useDelayed } from "~/ui/delay";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useCurrentApp } from "../AppContext";
import { draftKey } from "./draft";
import { FormFoot } from "./FormFoot";
import { FormHead } from "./FormHead";
import { FormSections } from "./FormSections";
import { useDraft, useLeaving } from "./guard";
import { jumpTo } from "./ProblemButton";
import styles from "./RecordForm.module.css";
import { useRecordForm } from "./useRecordForm";
import type { Values } from "./values";

const StaleDialog = later(async () => (await import("./StaleDialog")).StaleDialog, null);

export interface RecordFormProps {
  form: FormView;
  record: RecordData | null;
  /** What a new record begins with: the copy of another, the record it belongs to. */
  initial?: Values;
  /** The field that has the cursor at first. */
  focus?: string | undefined;
  onSaved: (record: RecordData) => void;
  /** Given where another record may follow at once. */
  onSavedAndNew?: ((record: RecordData) => void) | undefined;
  onCancel: () => void;
  /** Whoever shows the form asks through this before taking it away. */
  leaving?: { current: ((go: () => void) => void) | null };
}

const NOTHING: Values = {};

/** Discarding a draft begins the form anew. */
export function RecordForm(props: RecordFormProps) {
  const [round, setRound] = useState(0);
  return <FormInHand key={round} {...props} onDiscard={() => setRound(round + 1)} />;
}

function FormInHand(props: RecordFormProps & { onDiscard: () => void }) {
  const { form, record, initial = NOTHING, focus, onSaved, onSavedAndNew, onCancel, leaving } = props;
  const app = useCurrentApp();
  const me = useMe();
  const { message } = useFeedback();
  const editing = useRecordForm({ app: app.key, form, record, initial });
  const { restored, forget } = useDraft(
    editing,
    draftKey(me.person.id, app.key, form.key, record?.id ?? null),
  );
  const { t } = useTranslation("files");
  const awaiting = useArrivals((name) => void message.error(t("not_arrived", { name })));
  const loose = awaiting.sending ?? awaiting.failed;
  const { leave, release } = useLeaving(editing.dirty || loose !== null);
  const waiting = useDelayed(!editing.ready);
  const toJump = useRef(false);

  if (leaving) {
    leaving.current = (go) =>
      leave(() => {
        forget();
        go();
      });
  }

  useEffect(() => {
    if (!toJump.current || editing.saving) return;
    const first = editing.issues.find((issue) => issue.severity === "error");
    if (!first) return;
    toJump.current = false;
    jumpTo(form.key, first);
  }, [editing.issues, editing.saving, form.key]);

  async function save(then: (saved: RecordData) => void): Promise<void> {
    if (editing.saving) return;
    toJump.current = true;
    try {
      const saved = await editing.save();
      if (!saved) return;
      toJump.current = false;
      forget();
      release();
      then(saved);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  // What waited for a file saves the form as it is with the file.
  const latest = useRef(save);
  latest.current = save;
  const saveWhole = (then: (saved: RecordData) => void): void =>
    awaiting.whenArrived(() => void latest.current(then));

  function onKeyDown(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (!command || event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key.toLowerCase() === "s") {
      event.preventDefault();
      saveWhole(onSaved);
    }
  }

  if (!editing.ready) return waiting ? <PageSkeleton lines={8} /> : null;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      <FormHead
        editing={editing}
        restored={restored}
        onDiscardDraft={() => {
          forget();
          props.onDiscard();
        }}
      />
      <div className={styles.body}>
        <ArrivalsContext value={awaiting.arrivals}>
          <FormSections editing={editing} focus={focus ?? firstOpen(form, editing)} />
        </ArrivalsContext>
      </div>
      <FormFoot
        editing={editing}
        loose={loose}
        awaited={awaiting.awaited}
        onSave={() => saveWhole(onSaved)}
        onSaveAndNew={onSavedAndNew ? () => saveWhole(onSavedAndNew) : undefined}
        onCancel={() =>
          leave(() => {
            forget();
            onCancel();
          })
        }
      />
      {editing.stale ? <StaleDialog editing={editing} /> : null}
    </form>
  );
}

/** The first field that the person can fill in, where a new record begins. */
function firstOpen(form: FormView, { conditions }: ReturnType<typeof useRecordForm>): string | undefined {
  const keys = form.layout.sections.flatMap((section) => section.cells.map((cell) => cell.field));
  return keys.find((key) => conditions.fields[key]?.visible && !conditions.fields[key]?.readOnly);
}
