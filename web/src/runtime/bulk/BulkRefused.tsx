/** The records that stay as they are, told together where the reason is the same; each can be opened beside. */
import { useTranslation } from "react-i18next";
import type { BulkOutcome, FormView } from "~/api/types";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import styles from "./Bulk.module.css";

type Refused = BulkOutcome["refused"];

/** The records under each reason, in the order in which the reasons come up. */
export function byReason(refused: Refused): [reason: string, records: Refused][] {
  const groups = new Map<string, Refused>();
  for (const record of refused) {
    const reason = [...new Set(record.issues.map(({ message }) => message))].join(" · ");
    groups.set(reason, [...(groups.get(reason) ?? []), record]);
  }
  return [...groups];
}

export function BulkRefused({ form, outcome }: { form: FormView; outcome: BulkOutcome }) {
  const { t } = useTranslation("grid");
  const { refused, refused_count: count } = outcome;
  const untold = count - refused.length;
  return (
    <ul className={styles.refused} aria-label={t("bulk.refused", { count })}>
      {byReason(refused).map(([reason, [first, ...others]]) => (
        <li key={reason}>
          {first && others.length === 0 ? (
            <>
              <RecordLink form={form} record={first} /> {reason}
            </>
          ) : (
            <details>
              <summary>
                <strong>{t("bulk.same", { count: others.length + 1 })}</strong> {reason}
              </summary>
              <ul className={styles.names}>
                {[first, ...others].map((record) =>
                  record ? (
                    <li key={record.place}>
                      <RecordLink form={form} record={record} />
                    </li>
                  ) : null,
                )}
              </ul>
            </details>
          )}
        </li>
      ))}
      {untold > 0 ? <li className={styles.hint}>{t("bulk.untold", { count: untold })}</li> : null}
    </ul>
  );
}

/** In a tab of its own, so that the choice here stays. */
function RecordLink({ form, record }: { form: FormView; record: Refused[number] }) {
  const { t } = useTranslation("grid");
  const app = useCurrentApp().key;
  if (record.title === null || record.id === null)
    return <strong>{t("bulk.unseen", { id: record.id })}</strong>;
  return (
    <a href={addresses.record(app, form.key, record.id)} target="_blank" rel="noreferrer">
      {record.title || t("bulk.unseen", { id: record.id })}
    </a>
  );
}
