/** What a bulk change would do: how many records, which ones stay as they are and why, and some of it in detail. */
import { useTranslation } from "react-i18next";
import { formOf } from "~/api/apps";
import type { BulkOutcome, FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { ChangeLine } from "../record/ChangeLine";
import styles from "./Bulk.module.css";
import { BulkRefused } from "./BulkRefused";
import type { Deed } from "./useBulk";

interface BulkPreviewProps {
  form: FormView;
  action: Deed["action"];
  outcome: BulkOutcome;
}

const SAMPLED = 5;

export function BulkPreview({ form, action, outcome }: BulkPreviewProps) {
  const { t } = useTranslation("grid");
  const app = useCurrentApp();
  const locale = useLocale();
  const { done, unchanged, refused_count: refused } = outcome;
  const samples = outcome.samples.filter(({ changes }) => changes.length > 0).slice(0, SAMPLED);
  const along = Object.entries(outcome.along).map(([key, count]) =>
    t("bulk.along", { count, form: textOf(formOf(app, key)?.label ?? {}, locale) }),
  );
  return (
    <div className={styles.preview}>
      <ul className={styles.counts} aria-label={t("bulk.preview")}>
        <li data-kind="done">{t(`bulk.would.${action}`, { count: done })}</li>
        {along.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {unchanged > 0 && action !== "delete" ? <li>{t("bulk.unchanged", { count: unchanged })}</li> : null}
        {refused > 0 ? <li data-kind="refused">{t("bulk.refused", { count: refused })}</li> : null}
      </ul>
      {refused > 0 ? <BulkRefused form={form} outcome={outcome} /> : null}
      {samples.length > 0 ? (
        <section className={styles.samples}>
          <h3>{t("bulk.samples", { count: samples.length })}</h3>
          <ul>
            {samples.map(({ id, title, changes }) => (
              <li key={id}>
                <strong>{title ?? `#${id}`}</strong>
                <ul>
                  {changes.map((change) => (
                    <ChangeLine key={change.field} form={form} change={change} />
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
