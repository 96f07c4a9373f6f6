/** How far an import is, and whether it goes on. */
import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "~/api/imports";
import styles from "./ImportPage.module.css";

export function Running({ report }: { report: ImportReport }) {
  const { t } = useTranslation("import");
  const { attempts, is_waiting, state } = report;
  const sheets = report.sheets.length > 0 ? report.sheets : [report];
  const total = sheets.reduce((sum, sheet) => sum + sheet.total, 0);
  const done = sheets.reduce((sum, sheet) => sum + sheet.done, 0);
  const isInterrupted = is_waiting && attempts > 0;
  // The rows are saved by one step, of which nothing is seen before it is over.
  const isOneStep = (state === "applying" || state === "undoing") && done >= total;
  const isCounted = total > 0 && !isInterrupted && !isOneStep;
  // What was decided is not asked again: the rows of an import that begins anew are checked on the way to being saved.
  const step = state === "applying" && !isOneStep ? "checking" : state;
  return (
    <div className={styles.outcome} role="status" aria-live="polite">
      <h2 className={styles.subtitle}>{isInterrupted ? t("running.interrupted") : t(`running.${step}`)}</h2>
      <p className={styles.quiet}>{report.file_name}</p>
      {isInterrupted ? (
        <p>{t("running.interrupted_text")}</p>
      ) : (
        <>
          <Progress
            strokeColor="var(--accent)"
            percent={isCounted ? Math.floor((done / total) * 100) : 100}
            showInfo={isCounted}
            status="active"
            className={styles.progress ?? ""}
            aria-label={t("running.progress")}
          />
          <p className={styles.quiet}>
            {isCounted
              ? t("running.rows", { done, total })
              : total > 0 && state === "applying"
                ? t("running.together", { count: total })
                : null}
          </p>
          {attempts > 1 ? <p>{t("running.again")}</p> : null}
        </>
      )}
      <p className={styles.quiet}>{t("running.reading")}</p>
    </div>
  );
}
