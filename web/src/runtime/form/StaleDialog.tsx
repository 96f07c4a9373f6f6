/** Somebody else saved meanwhile: who, what, and what becomes of one's own changes. */
import { Button, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTitle } from "~/kinds/context";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldRead } from "../fields";
import { differences, merge } from "./merge";
import styles from "./StaleDialog.module.css";
import type { RecordForm } from "./useRecordForm";
import { isBlank, open, type Values } from "./values";

export function StaleDialog({ editing }: { editing: RecordForm }) {
  return editing.stale ? <StaleChoice editing={editing} /> : null;
}

function StaleChoice({ editing }: { editing: RecordForm }) {
  const { form, state, stale, dispatch, dismissStale } = editing;
  const { t } = useTranslation("form");
  const locale = useLocale();
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const who = useTitle("person", stale?.changedBy?.id) ?? stale?.changedBy?.title;
  if (!stale) return null;

  const theirs: Values = { ...state.base, ...open(form, stale.current) };
  const writable = (key: string) => form.fields.some((field) => field.key === key && !field.computed);
  const changes = differences(state.base, state.values, theirs).filter(({ field }) => writable(field));

  function rebase(values: Values): void {
    if (!stale) return;
    dispatch({ kind: "rebased", base: theirs, version: stale.version, values });
    dismissStale();
  }

  return (
    <Modal
      open
      width={680}
      title={who ? t("stale.title_who", { who }) : t("stale.title")}
      onCancel={dismissStale}
      footer={[
        <Button key="reload" onClick={() => rebase(theirs)}>
          {t("stale.reload")}
        </Button>,
        <Button
          key="merge"
          type="primary"
          onClick={() => rebase(merge(state.base, state.values, theirs, mine))}
        >
          {t("stale.merge")}
        </Button>,
      ]}
    >
      <p className={styles.text}>{t("stale.text")}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("stale.field")}</th>
            <th scope="col">{t("stale.theirs")}</th>
            <th scope="col">{t("stale.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field: key, theirs: their, mine: my, conflict }) => {
            const field = form.fields.find((candidate) => candidate.key === key);
            if (!field) return null;
            const shown = (value: unknown) =>
              isBlank(value) ? (
                <span className={styles.blank}>{t("stale.blank")}</span>
              ) : (
                <FieldRead field={field} value={value} />
              );
            const choose = (own: boolean) => {
              const chosen = new Set(mine);
              if (own) chosen.add(key);
              else chosen.delete(key);
              setMine(chosen);
            };
            const name = textOf(field.label, locale);
            return (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>
                  {conflict ? (
                    <Radio
                      aria-label={t("stale.take_theirs", { name })}
                      checked={!mine.has(key)}
                      onChange={() => choose(false)}
                    >
                      {shown(their)}
                    </Radio>
                  ) : (
                    shown(their)
                  )}
                </td>
                <td>
                  {conflict ? (
                    <Radio
                      aria-label={t("stale.take_mine", { name })}
                      checked={mine.has(key)}
                      onChange={() => choose(true)}
                    >
                      {shown(my)}
                    </Radio>
                  ) : (
                    <span className={styles.blank}>{t("stale.untouched")}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Modal>
  );
}
