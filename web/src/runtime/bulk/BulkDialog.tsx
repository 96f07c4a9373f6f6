/** Changes many records after showing what would come of it: fields, a new owner, or the recycle bin. */
import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import type { BulkChoice, BulkOutcome, FieldView, FormView } from "~/api/types";
import { ArrivalsContext, useArrivals } from "~/kinds/arrivals";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Sheet } from "~/ui/Sheet";
import { useStable } from "~/ui/stable";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { FieldEdit } from "../fields";
import { close, isBlank, type Values } from "../form/values";
import { systemField } from "../grid/columns";
import { AskedFields } from "../record/AskedFields";
import { askedBy } from "../record/asked";
import styles from "./Bulk.module.css";
import { BulkFields, type Settings, suggested } from "./BulkFields";
import { BulkPreview } from "./BulkPreview";
import { type Deed, useBulk } from "./useBulk";

export type BulkAction = Deed["action"];

interface BulkDialogProps {
  form: FormView;
  action: BulkAction;
  /** What is pressed, if that is what is done. */
  button?: FieldView | undefined;
  choice: BulkChoice;
  /** How many records are chosen. */
  count: number;
  onDone: (deed: Deed, outcome: BulkOutcome) => void;
  onClose: () => void;
}

export function BulkDialog({ form, action, button, choice, count, onDone, onClose }: BulkDialogProps) {
  const { t } = useTranslation("grid");
  const { message } = useFeedback();
  const phone = usePhone();
  useReturnedFocus();
  const bulk = useBulk(form, choice);
  const first = suggested(form);
  const [settings, setSettings] = useState<Settings>(first ? [{ field: first.key, value: null }] : []);
  const [owner, setOwner] = useState<number | null>(null);
  const locale = useLocale();
  const asked = button ? askedBy(form, button) : [];
  const [given, setGiven] = useState<Values>({});
  const name = textOf(button?.label ?? {}, locale);
  const isFilledIn = action !== "delete" && (action !== "press" || asked.length > 0);

  const pressing = (): Deed | null => {
    const isMissing = asked.some(({ field, required }) => required && isBlank(given[field.key]));
    return button && !isMissing
      ? { action: "press", button: button.key, values: close(form, given, Object.keys(given)) }
      : null;
  };
  const deed: Deed | null =
    action === "press"
      ? pressing()
      : action === "delete"
        ? { action }
        : action === "edit"
          ? { action, values: Object.fromEntries(settings.map(({ field, value }) => [field, value])) }
          : owner === null
            ? null
            : { action, owner };

  const begin = useStable((): void => {
    // There is nothing to fill in, so the preview is what the dialog opens with.
    if (!isFilledIn && deed) void bulk.look(deed);
  });
  useEffect(() => begin(), [begin]);

  async function carryOut(): Promise<void> {
    const outcome = deed && (await bulk.carryOut(deed));
    if (!deed || !outcome) return;
    if (outcome.refused_count > 0) void message.warning(t("bulk.refused", { count: outcome.refused_count }));
    onDone(deed, outcome);
  }

  const { t: ofFiles } = useTranslation("files");
  const { arrivals, awaited, whenArrived } = useArrivals(
    (name) => void message.error(ofFiles("not_arrived", { name })),
  );
  const look = useStable((): void => void (deed && bulk.look(deed)));

  const filling =
    action === "edit" ? (
      <ArrivalsContext value={arrivals}>
        <BulkFields form={form} settings={settings} onChange={setSettings} />
      </ArrivalsContext>
    ) : action === "press" ? (
      <ArrivalsContext value={arrivals}>
        <AskedFields
          asked={asked}
          values={given}
          issues={[]}
          onChange={(key, value) => setGiven((before) => ({ ...before, [key]: value }))}
        />
      </ArrivalsContext>
    ) : (
      <OwnerChoice value={owner} onChange={setOwner} />
    );
  const body = (
    <div className={styles.body}>
      {bulk.preview ? (
        <BulkPreview form={form} action={action} outcome={bulk.preview} />
      ) : !isFilledIn ? (
        bulk.failure ? null : (
          <PageSkeleton />
        )
      ) : (
        filling
      )}
      {bulk.failure ? (
        <p role="alert" className={styles.failure}>
          {sentenceOf(bulk.failure)}
        </p>
      ) : null}
    </div>
  );
  const footer = (
    <div className={styles.foot}>
      {bulk.preview && isFilledIn ? (
        <Button onClick={bulk.back}>{t("bulk.back")}</Button>
      ) : (
        <Button onClick={onClose}>{t("bulk.cancel")}</Button>
      )}
      {bulk.preview ? (
        <Button
          type="primary"
          danger={action === "delete"}
          loading={bulk.busy}
          disabled={bulk.preview.done === 0}
          onClick={() => void carryOut()}
        >
          {t(`bulk.go.${action}`, { count: bulk.preview.done, name })}
        </Button>
      ) : !isFilledIn ? null : (
        <Button
          type="primary"
          loading={bulk.busy || awaited !== null}
          disabled={!deed}
          onClick={() => whenArrived(look)}
        >
          {awaited ? ofFiles("uploading") : t("bulk.preview")}
        </Button>
      )}
    </div>
  );
  const title = t(`bulk.title.${action}`, { count, name });
  return phone ? (
    <Sheet open title={title} footer={footer} onClose={onClose}>
      {body}
    </Sheet>
  ) : (
    <Modal open width={640} title={title} footer={footer} onCancel={onClose}>
      {body}
    </Modal>
  );
}

function OwnerChoice({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (owner: number | null) => void;
}) {
  const { t } = useTranslation("grid");
  const field = systemField(useCurrentApp(), "owner");
  if (!field) return null;
  return (
    <div className={styles.owner}>
      <label htmlFor="bulk-owner">{t("bulk.new_owner")}</label>
      <FieldEdit
        id="bulk-owner"
        field={{ ...field, computed: false, required: true }}
        value={value}
        values={{}}
        issues={[]}
        autoFocus
        onChange={(next) => onChange(typeof next === "number" ? next : null)}
      />
      <p className={styles.hint}>{t("bulk.owner_hint")}</p>
    </div>
  );
}
