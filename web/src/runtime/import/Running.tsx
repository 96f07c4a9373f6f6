/** How far an import is. */
import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "~/api/imports";
import styles from "./ImportPage.module.css";

export function Running({ report }: { report: ImportReport }) {
  const { t } = useTranslation("import");
  const { total, done } = report;
  const share = total > 0 ? Math.round((done / total) * 100) : 0;
  return (
    <div className={styles.outcome} role="status" aria-live="polite">
      <h2 className={styles.subtitle}>{t(`running.${report.state}`)}</h2>
      <Progress
        strokeColor="var(--accent)"
        percent={share}
        status="active"
        className={styles.progress ?? ""}
        aria-label={t("running.progress")}
      />
      <p className={styles.quiet}>{total > 0 ? t("running.rows", { done, total }) : null}</p>
      <p className={styles.quiet}>{t("running.reading")}</p>
    </div>
  );
}
