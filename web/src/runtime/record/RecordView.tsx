/** A record with everything about it: on a page of its own, or in a drawer over a list. */
import { EditOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may } from "~/api/apps";
import { keys } from "~/api/keys";
import { Problem } from "~/api/problem";
import type { FormView, RecordData } from "~/api/types";
import type { PageAccess } from "~/kinds/defineBlock";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { useSeen } from "../notifications/useNotifications";
import { PageBody } from "../page/PageBody";
import { usePageAccess } from "../page/usePageAccess";
import { useVisit } from "../search/recent";
import { copyOf } from "./copy";
import { RecordHead } from "./RecordHead";
import styles from "./RecordView.module.css";
import { linkTo } from "./RelatedList";
import { stagesOf } from "./StageBar";
import { UsualBody } from "./UsualBody";
import { useHolding } from "./useHolding";
import { useRecord } from "./useRecord";
import { useRecordActions } from "./useRecordActions";

const RecordForm = later(async () => (await import("../form/RecordForm")).RecordForm, <PageSkeleton />);
const NewRecordDrawer = later(async () => (await import("./NewRecordDrawer")).NewRecordDrawer, null);
const StageMove = later(async () => (await import("./StageMove")).StageMove, null);
const RecordFlows = later(async () => (await import("../flows/RecordFlows")).RecordFlows, null);
const TransferDialog = later(async () => (await import("./TransferDialog")).TransferDialog, null);

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
  const { key: app, pages } = useCurrentApp();
  const page = pages?.find((one) => one.form === form.key);
  useVisit(app, form.key, record.id);
  const queries = useQueryClient();
  const { message } = useFeedback();
  const actions = useRecordActions(form);
  const [editing, setEditing] = useState<{ focus: string | undefined } | null>(null);
  const [moving, setMoving] = useState<{ field: string; option: string } | null>(null);
  const [transferring, setTransferring] = useState(false);
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const top = useRef<HTMLElement>(null);
  useSeen(app, form.key, record.id);

  /** What was pressed to begin is there again, and the keyboard goes on from it. */
  function stopEditing(): void {
    setEditing(null);
    requestAnimationFrame(() => top.current?.querySelector<HTMLElement>("[data-edit]")?.focus());
  }

  const holding = useHolding(app, form.key, record.id, record.version);
  const held = holding.changes === null ? null : t("held", { flow: holding.changes });
  const mayEdit = may(form, "edit") && !lost && held === null;
  const gone = record.deleted_at !== null && record.deleted_at !== undefined;
  const forget = () => {
    props.onChanged?.();
    return queries.invalidateQueries({ queryKey: keys.records(app, form.key) });
  };

  const onEdit = mayEdit && !gone && !phone ? (field: string) => setEditing({ focus: field }) : undefined;
  const onAdd = gone
    ? undefined
    : (target: FormView, field: string) =>
        setBeginning({ form: target, initial: { [field]: linkTo(fieldOf(target, field), record.id) } });
  const onMove =
    mayEdit && !editing && !gone
      ? (field: string, option: string) => setMoving({ field, option })
      : undefined;
  const isUsual = page === undefined;
  const access = usePageAccess(form, record, { gone, isUsual, onEdit, onMove, onAdd });
  const buttons = form.fields.filter((field) => fieldKind(field.kind).acts).map(({ key }) => key);
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
  ) : null;

  return (
    <article ref={top} className={styles.record} data-wide={wide && !phone}>
      <RecordHead
        form={form}
        record={record}
        navigation={props.navigation}
        editing={editing !== null || gone || lost}
        held={held}
        kept={holding.deletion === null ? null : t("kept", { flow: holding.deletion })}
        isBrief={!isUsual}
        buttons={isUsual ? access.buttons(buttons) : null}
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
        ) : page ? null : (
          <RecordStage form={form} page={access} />
        )}
      </RecordHead>
      {gone || lost || editing ? null : <RecordFlows form={form} record={record} />}
      {page ? (
        <PageBody
          page={page}
          form={form}
          record={record}
          access={access}
          wide={wide && !phone}
          editing={content}
        />
      ) : (
        <UsualBody access={access} wide={wide && !phone} editing={content} onAdd={onAdd} />
      )}
      {phone && may(form, "edit") && !lost && !editing && !gone ? (
        <div className={styles.bar}>
          <Button
            block
            type="primary"
            icon={<EditOutlined aria-hidden />}
            disabled={held !== null}
            onClick={() => setEditing({ focus: undefined })}
          >
            {t("edit")}
          </Button>
        </div>
      ) : null}
      {moving ? (
        <StageMove
          form={form}
          record={record}
          field={moving.field}
          option={moving.option}
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

function stageName(form: FormView, way: { field: string; option: string }, locale: "zh-CN" | "en"): string {
  const field = fieldOf(form, way.field);
  return field
    ? textOf(stagesOf(field, way.option).find((stage) => stage.key === way.option)?.label, locale)
    : way.option;
}

function RecordStage({ form, page }: { form: FormView; page: PageAccess }) {
  const field = form.stage_field === null ? undefined : fieldOf(form, form.stage_field);
  return field ? page.progress(field) : null;
}
