/** What came of an import, and the way back. */
import { CheckCircleFilled, CloseCircleFilled, UndoOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { may } from "~/api/apps";
import type { ImportReport } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { BadRows, BadRowsFile } from "./BadRows";
import { Figures } from "./Figures";
import styles from "./ImportPage.module.css";

interface ImportResultProps {
  report: ImportReport;
  form: FormView;
  sending: boolean;
  onUndo: () => void;
  onRestart: () => void;
}

export function ImportResult({ report, form, sending, onUndo, onRestart }: ImportResultProps) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  const locale = useLocale();
  const name = textOf(form.label, locale);
  const found = report.state === "done" ? `?${new URLSearchParams({ filter: broughtBy(report) })}` : "";
  const list = (
    <Link to={`${addresses.list(app, form.key)}${found}`} className={styles.primaryLink}>
      {t("done.show")}
    </Link>
  );
  if (report.state === "failed" || report.state === "left") {
    const [issue] = report.issues;
    return (
      <>
        <div className={styles.outcome} role="alert">
          <CloseCircleFilled className={styles.bad ?? ""} aria-hidden />
          <h2 className={styles.subtitle}>{issue && issue.row === 0 ? issue.message : t("failed.title")}</h2>
          <p className={styles.quiet}>{issue && issue.row === 0 ? issue.hint : t("failed.text")}</p>
          <div className={styles.buttons}>
            {report.has_bad_rows ? <BadRowsFile batch={report.id} /> : null}
            <Button type="primary" onClick={onRestart}>
              {t("failed.again")}
            </Button>
          </div>
        </div>
        {report.has_bad_rows ? <BadRows batch={report.id} form={form} /> : null}
      </>
    );
  }
  if (report.state === "undone")
    return (
      <>
        <div className={styles.outcome} role="status">
          <UndoOutlined className={styles.calm ?? ""} aria-hidden />
          <h2 className={styles.subtitle}>{t("undone.title")}</h2>
          <div className={styles.buttons}>
            <Button onClick={onRestart}>{t("done.again")}</Button>
            {list}
          </div>
        </div>
        <Figures
          centred
          figures={[
            { key: "removed", value: report.undo?.removed ?? 0 },
            { key: "restored", value: report.undo?.restored ?? 0 },
            { key: "kept", value: report.undo?.kept ?? 0, tone: "bad" },
          ]}
        />
        <KeptRecords report={report} />
      </>
    );
  return (
    <>
      <div className={styles.outcome} role="status">
        <CheckCircleFilled className={styles.good ?? ""} aria-hidden />
        <h2 className={styles.subtitle}>
          {t("done.title", { count: report.created + report.updated, form: name })}
        </h2>
        {report.bad > 0 ? <p className={styles.quiet}>{t("done.bad", { count: report.bad })}</p> : null}
        <div className={styles.buttons}>
          {may(form, "delete") || report.updated > 0 ? (
            <Popconfirm
              title={t("done.undo_title")}
              description={<span className={styles.narrow}>{t("done.undo_text")}</span>}
              okText={t("done.undo_do")}
              cancelText={t("done.undo_leave")}
              onConfirm={onUndo}
            >
              <Button icon={<UndoOutlined aria-hidden />} loading={sending}>
                {t("done.undo")}
              </Button>
            </Popconfirm>
          ) : null}
          {report.has_bad_rows ? <BadRowsFile batch={report.id} /> : null}
          <Button onClick={onRestart}>{t("done.again")}</Button>
          {list}
        </div>
        <p className={styles.quiet}>{t("done.batch", { number: report.id })}</p>
      </div>
      <Figures
        centred
        several
        figures={[
          { key: "created", value: report.created },
          { key: "updated", value: report.updated },
          { key: "unchanged", value: report.unchanged },
          { key: "linked", value: report.linked },
        ]}
      />
      {report.has_bad_rows ? <BadRows batch={report.id} form={form} /> : null}
    </>
  );
}

/** A filter for what an import wrote: it writes everything at one moment, at which nothing else is written. */
function broughtBy(report: ImportReport): string {
  const at = [report.finished_at, report.finished_at];
  const made = { field: "created_at", operator: "between", value: at };
  const changed = { field: "updated_at", operator: "between", value: at };
  return JSON.stringify(report.updated > 0 ? { any: [made, changed] } : made);
}

/** Records that an undoing left alone, with the reason. */
function KeptRecords({ report }: { report: ImportReport }) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  const rows = report.undo?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("undone.record")}</th>
            <th scope="col">{t("undone.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.form} ${row.id}`}>
              <th scope="row">
                <Link to={addresses.record(app, row.form, row.id)}>{row.title ?? t("undone.untitled")}</Link>
              </th>
              <td>{t(`undone.${row.reason}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
