/** A record with everything about it: on a page of its own, or in a drawer over a list. */
import { EditOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Tabs } from "antd";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { fieldOf, may } from "~/api/apps";
import { keys } from "~/api/keys";
import { Problem } from "~/api/problem";
import type { FormView, RecordData } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { Timeline } from "../discussion/Timeline";
import { useFacts } from "../form/facts";
import { RecordForm } from "../form/RecordForm";
import { open } from "../form/values";
import { useSeen } from "../notifications/useNotifications";
import { useVisit } from "../search/recent";
import { copyOf } from "./copy";
import { Details } from "./Details";
import { NewRecordDrawer } from "./NewRecordDrawer";
import { RecordHead } from "./RecordHead";
import styles from "./RecordView.module.css";
import { linkTo, RelatedList } from "./RelatedList";
import { StageBar, stagesOf } from "./StageBar";
import { StageMove } from "./StageMove";
import { TransferDialog } from "./TransferDialog";
import { useRecord } from "./useRecord";
import { useRecordActions } from "./useRecordActions";

interface RecordViewProps {
  form: FormView;
  id: number;
  navigation: ReactNode;
  /** Where there is room, the history stands beside the details. */
  wide: boolean;
  /** The record is gone. */
  onGone: () => void;
  /** Something was saved. */
  onChanged?: () => void;
  leaving?: { current: ((go: () => void) => void) | null };
}

export function RecordView(props: RecordViewProps) {
  const record = useRecord(props.form, props.id);
  const waiting = useDelayed(record.isPending);
  const lost = record.error instanceof Problem && record.error.status === 404;
  if (record.error && !record.data) {
    return (
      <>
        <div className={styles.bare}>{props.navigation}</div>
        <Failure thrown={record.error} onRetry={() => void record.refetch()} />
      </>
    );
  }
  if (!record.data) return waiting ? <PageSkeleton /> : null;
  return <LoadedRecord key={record.data.id} {...props} record={record.data} lost={lost} />;
}

const NO_SLOTS = {};

/** A new record that is being made beside this one: its form, and what it begins with. */
interface Beginning {
  form: FormView;
  initial: Record<string, unknown>;
}

/** `lost`: the record was there, and is not any more. */
function LoadedRecord(props: RecordViewProps & { record: RecordData; lost: boolean }) {
  const { form, record, wide, leaving, lost } = props;
  const { t } = useTranslation("record");
  const phone = usePhone();
  const locale = useLocale();
  const app = useCurrentApp().key;
  useVisit(app, form.key, record.id);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const actions = useRecordActions(form);
  const [editing, setEditing] = useState<{ focus: string | undefined } | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [transferring, setTransferring] = useState(false);
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const top = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  useSeen(app, form.key, record.id);

  /** What was pressed to begin is there again, and the keyboard goes on from it. */
  function stopEditing(): void {
    setEditing(null);
    requestAnimationFrame(() => top.current?.querySelector<HTMLElement>("[data-edit]")?.focus());
  }

  const mayEdit = may(form, "edit") && !lost;
  const gone = record.deleted_at !== null && record.deleted_at !== undefined;
  const forget = () => {
    props.onChanged?.();
    return queries.invalidateQueries({ queryKey: keys.records(app, form.key) });
  };

  const content = editing ? (
    <RecordForm
      form={form}
      record={record}
      focus={editing.focus}
      {...(leaving ? { leaving } : {})}
      onSaved={() => {
        stopEditing();
        props.onChanged?.();
        void message.success({ content: t("saved"), duration: 1.5 });
      }}
      onCancel={stopEditing}
    />
  ) : (
    <Details
      form={form}
      record={record}
      onEdit={mayEdit && !gone && !phone ? (field) => setEditing({ focus: field }) : undefined}
    />
  );
  const related = form.inverses.map((inverse) => (
    <RelatedList
      key={inverse.key}
      form={form}
      id={record.id}
      inverse={inverse}
      onAdd={(target, field) =>
        setBeginning({ form: target, initial: { [field]: linkTo(fieldOf(target, field), record.id) } })
      }
    />
  ));
  const history = <Timeline form={form} id={record.id} gone={gone} />;

  return (
    <article ref={top} className={styles.record} data-wide={wide && !phone}>
      <RecordHead
        form={form}
        record={record}
        navigation={props.navigation}
        editing={editing !== null || gone || lost}
        onEdit={() => setEditing({ focus: undefined })}
        onDuplicate={() => setBeginning({ form, initial: copyOf(form, record) })}
        onRemove={() => actions.remove(record, props.onGone)}
        onTransfer={() => setTransferring(true)}
        onCopyLink={() => void actions.copyLink(record.id)}
      >
        {lost ? (
          <p className={styles.gone} role="status">
            {t("lost")}
          </p>
        ) : gone ? (
          <p className={styles.gone} role="status">
            <span>{t("deleted")}</span>
            <Button size="small" onClick={() => void actions.restore(record.id)}>
              {t("restore")}
            </Button>
          </p>
        ) : (
          <RecordStage form={form} record={record} onMove={mayEdit && !editing ? setMoving : undefined} />
        )}
      </RecordHead>
      {wide && !phone ? (
        <div className={styles.columns}>
          <div className={styles.main}>
            {content}
            {editing ? null : related}
          </div>
          <aside className={styles.side}>
            <h2 className={styles.sideTitle}>{t("history")}</h2>
            {history}
          </aside>
        </div>
      ) : editing ? (
        <div className={styles.main}>{content}</div>
      ) : (
        <Tabs
          className={styles.tabs ?? ""}
          defaultActiveKey={hash.startsWith("#comment-") ? "history" : "details"}
          items={[
            { key: "details", label: t("details"), children: <div className={styles.main}>{content}</div> },
            ...(related.length > 0
              ? [
                  {
                    key: "related",
                    label: t("related"),
                    children: <div className={styles.main}>{related}</div>,
                  },
                ]
              : []),
            {
              key: "history",
              label: t("history"),
              children: <div className={styles.timeline}>{history}</div>,
            },
          ]}
        />
      )}
      {phone && mayEdit && !editing && !gone ? (
        <div className={styles.bar}>
          <Button
            block
            type="primary"
            icon={<EditOutlined aria-hidden />}
            onClick={() => setEditing({ focus: undefined })}
          >
            {t("edit")}
          </Button>
        </div>
      ) : null}
      {moving && form.stage_field ? (
        <StageMove
          form={form}
          record={record}
          field={form.stage_field}
          option={moving}
          stageName={stageName(form, moving, locale)}
          onMoved={() => {
            setMoving(null);
            void message.success(t("moved", { stage: stageName(form, moving, locale) }));
            void forget();
          }}
          onClose={() => setMoving(null)}
        />
      ) : null}
      {transferring ? (
        <TransferDialog
          form={form}
          record={record}
          onDone={(seen) => {
            setTransferring(false);
            if (!seen) props.onGone();
            void forget();
          }}
          onClose={() => setTransferring(false)}
        />
      ) : null}
      {beginning ? (
        <NewRecordDrawer
          form={beginning.form}
          initial={beginning.initial}
          onSaved={() => {
            setBeginning(null);
            void forget();
          }}
          onClose={() => setBeginning(null)}
        />
      ) : null}
    </article>
  );
}

function stageName(form: FormView, option: string, locale: "zh-CN" | "en"): string {
  const field = form.fields.find((candidate) => candidate.key === form.stage_field);
  return field
    ? textOf(stagesOf(field, option).find((stage) => stage.key === option)?.label, locale)
    : option;
}

interface RecordStageProps {
  form: FormView;
  record: RecordData;
  onMove: ((option: string) => void) | undefined;
}

function RecordStage({ form, record, onMove }: RecordStageProps) {
  const facts = useFacts(NO_SLOTS);
  const values = useMemo(() => open(form, record), [form, record]);
  const field = form.fields.find((candidate) => candidate.key === form.stage_field);
  if (!field) return null;
  const writable = form.rights.fields[field.key] === "write";
  return (
    <StageBar
      form={form}
      field={field}
      values={values}
      facts={facts}
      onMove={writable ? onMove : undefined}
    />
  );
}
