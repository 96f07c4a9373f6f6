/** How far an import is, and what came of it: the records, or every cell that stood in the way. */
import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportIssue, ImportProgress } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { download } from "./columns";
import { writeCsv } from "./csv";
import styles from "./ImportPage.module.css";

interface ImportResultProps {
  form: FormView;
  progress: ImportProgress | null;
  /** Back to the columns of the same file, where it is still at hand. */
  onFix: (() => void) | undefined;
  onAgain: () => void;
}

export function ImportResult({ form, progress, onFix, onAgain }: ImportResultProps) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  const locale = useLocale();
  const name = textOf(form.label, locale);
  if (!progress || (progress.state !== "done" && progress.state !== "failed"))
    return <Running progress={progress} />;

  if (progress.state === "done") {
    return (
      <div className={styles.outcome} role="status">
        <CheckCircleFilled className={styles.good ?? ""} aria-hidden />
        <h2 className={styles.subtitle}>{t("done.title", { count: progress.created, form: name })}</h2>
        <div className={styles.buttons}>
          <Button onClick={onAgain}>{t("done.again")}</Button>
          <Link to={addresses.list(app, form.key)} className={styles.primaryLink}>
            {t("done.show")}
          </Link>
        </div>
      </div>
    );
  }
  return (
    <>
      <div className={styles.outcome} role="alert">
        <CloseCircleFilled className={styles.bad ?? ""} aria-hidden />
        <h2 className={styles.subtitle}>{t("failed.title", { count: progress.issue_count })}</h2>
        <p className={styles.quiet}>{t("failed.text")}</p>
        <div className={styles.buttons}>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => download(`${name}-${t("failed.file")}.csv`, issuesFile(progress.issues, t))}
          >
            {t("failed.download")}
          </Button>
          {onFix ? <Button onClick={onFix}>{t("failed.columns")}</Button> : null}
          <Button type="primary" onClick={onAgain}>
            {t("failed.again")}
          </Button>
        </div>
      </div>
      <IssueTable issues={progress.issues} count={progress.issue_count} />
    </>
  );
}

function Running({ progress }: { progress: ImportProgress | null }) {
  const { t } = useTranslation("import");
  const total = progress?.total ?? 0;
  const share = total > 0 ? Math.round(((progress?.done ?? 0) / total) * 100) : 0;
  return (
    <div className={styles.outcome} role="status" aria-live="polite">
      <h2 className={styles.subtitle}>{t(`running.${progress?.state ?? "staged"}`)}</h2>
      <Progress
        strokeColor="var(--accent)"
        percent={share}
        status="active"
        className={styles.progress ?? ""}
        aria-label={t("running.progress")}
      />
      <p className={styles.quiet}>
        {total > 0 ? t("running.rows", { done: progress?.done ?? 0, total }) : t("running.reading")}
      </p>
    </div>
  );
}

function IssueTable({ issues, count }: { issues: readonly ImportIssue[]; count: number }) {
  const { t } = useTranslation("import");
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("failed.row")}</th>
              <th scope="col">{t("failed.column")}</th>
              <th scope="col">{t("failed.value")}</th>
              <th scope="col">{t("failed.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {issues.map((issue) => (
              <tr key={`${issue.row} ${issue.column} ${issue.message}`}>
                <td className={styles.rowNumber}>{issue.row}</td>
                <td>{issue.column}</td>
                <td className={styles.wrong}>
                  {issue.value || <span className={styles.quiet}>{t("failed.blank")}</span>}
                </td>
                <td>
                  {issue.message}
                  {issue.hint ? <span className={styles.quiet}> {issue.hint}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > issues.length ? (
        <p className={styles.quiet}>{t("failed.more", { count: count - issues.length })}</p>
      ) : null}
    </>
  );
}

function issuesFile(issues: readonly ImportIssue[], t: (key: string) => string): string {
  const head = [t("failed.row"), t("failed.column"), t("failed.value"), t("failed.reason")];
  const rows = issues.map(({ row, column, value, message, hint }) => [
    String(row),
    column,
    value ?? "",
    [message, hint].filter(Boolean).join(" "),
  ]);
  return writeCsv([head, ...rows]);
}
