/** Several sheets that are brought in together: what the check found in each, or what came of them. */
import { CheckCircleFilled, CloseCircleFilled, UndoOutlined, WarningFilled } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formOf } from "~/api/apps";
import type { CorrectedCell, ImportReport } from "~/api/imports";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { type Corrections, cellName, correctedCells } from "./BadCell";
import { BadRows, BadRowsFile } from "./BadRows";
import styles from "./ImportPage.module.css";

interface SheetsReportProps {
  report: ImportReport;
  sending: boolean;
  onApply: () => void;
  onCorrect: (cells: CorrectedCell[], sheet: number) => void;
  onUndo: () => void;
  onLeave: () => void;
  onRestart: () => void;
}

const summed = (sheets: readonly ImportReport[], figure: "new" | "bad" | "created"): number =>
  sheets.reduce((sum, sheet) => sum + sheet[figure], 0);

export function SheetsReport(props: SheetsReportProps) {
  const { report, sending, onApply, onUndo, onLeave, onRestart } = props;
  const { t } = useTranslation("import");
  const { sheets } = report;
  const bad = summed(sheets, "bad");
  if (report.state === "checked")
    return (
      <>
        <div className={styles.verdict} role={bad > 0 ? "alert" : "status"}>
          {bad > 0 ? (
            <WarningFilled className={styles.unsure ?? ""} aria-hidden />
          ) : (
            <CheckCircleFilled className={styles.sure ?? ""} aria-hidden />
          )}
          <h2 className={styles.subtitle}>
            {bad > 0 ? t("checked.bad", { count: bad }) : t("checked.good")}
          </h2>
          <p className={styles.quiet}>
            {t("checked.text")} {bad > 0 ? t("sheets.bad_text") : null}
          </p>
        </div>
        <SheetTable sheets={sheets} />
        {sheets.map((sheet) =>
          sheet.has_bad_rows ? (
            <SheetRows key={sheet.id} sheet={sheet} sending={sending} onCorrect={props.onCorrect} />
          ) : null,
        )}
        <div className={styles.foot}>
          <Button onClick={onLeave}>{t("checked.leave")}</Button>
          <span className={styles.gap} />
          {summed(sheets, "new") > 0 ? (
            <Button type="primary" loading={sending} onClick={onApply}>
              {t(bad > 0 ? "sheets.apply_good" : "sheets.apply", { count: summed(sheets, "new") })}
            </Button>
          ) : null}
        </div>
      </>
    );
  if (report.state === "failed" || report.state === "left") {
    const [issue] = report.issues;
    return (
      <div className={styles.outcome} role="alert">
        <CloseCircleFilled className={styles.bad ?? ""} aria-hidden />
        <h2 className={styles.subtitle}>{issue?.message ?? t("failed.title")}</h2>
        <p className={styles.quiet}>{issue?.hint ?? t("failed.text")}</p>
        <div className={styles.buttons}>
          <Button type="primary" onClick={onRestart}>
            {t("failed.again")}
          </Button>
        </div>
      </div>
    );
  }
  const undone = report.state === "undone";
  return (
    <>
      <div className={styles.outcome} role="status">
        {undone ? (
          <UndoOutlined className={styles.calm ?? ""} aria-hidden />
        ) : (
          <CheckCircleFilled className={styles.good ?? ""} aria-hidden />
        )}
        <h2 className={styles.subtitle}>
          {undone
            ? t("undone.title")
            : t("sheets.done", {
                count: summed(sheets, "created"),
                forms: t("sheets.forms", { count: sheets.length }),
              })}
        </h2>
        {!undone && bad > 0 ? <p className={styles.quiet}>{t("done.bad", { count: bad })}</p> : null}
        <div className={styles.buttons}>
          {undone ? null : (
            <Popconfirm
              title={t("done.undo_title")}
              description={<span className={styles.narrow}>{t("sheets.undo_text")}</span>}
              okText={t("done.undo_do")}
              cancelText={t("done.undo_leave")}
              onConfirm={onUndo}
            >
              <Button icon={<UndoOutlined aria-hidden />} loading={sending}>
                {t("done.undo")}
              </Button>
            </Popconfirm>
          )}
          <Button onClick={onRestart}>{t("done.again")}</Button>
        </div>
      </div>
      {undone ? null : <SheetTable sheets={sheets} done />}
    </>
  );
}

/** Each sheet with its form and its figures. */
function SheetTable({ sheets, done = false }: { sheets: readonly ImportReport[]; done?: boolean }) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const app = useCurrentApp();
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("look.sheet")}</th>
            <th scope="col">{t("sheets.form")}</th>
            <th scope="col">{t(done ? "figure.created" : "figure.new")}</th>
            <th scope="col">{t("figure.bad")}</th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => {
            const key = sheet.form ?? "";
            const name = textOf(formOf(app, key)?.label, locale) || key;
            return (
              <tr key={sheet.id}>
                <th scope="row">{sheet.sheet}</th>
                <td>{done ? <Link to={addresses.list(app.key, key)}>{name}</Link> : name}</td>
                <td>{(done ? sheet.created : sheet.new).toLocaleString(locale)}</td>
                <td className={sheet.bad > 0 ? styles.wrong : undefined}>
                  {sheet.bad.toLocaleString(locale)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface SheetRowsProps {
  sheet: ImportReport;
  sending: boolean;
  onCorrect: (cells: CorrectedCell[], sheet: number) => void;
}

/** The rows of a sheet with which something is wrong, to be corrected where they stand. */
function SheetRows({ sheet, sending, onCorrect }: SheetRowsProps) {
  const { t } = useTranslation("import");
  const app = useCurrentApp();
  const [corrections, setCorrections] = useState<Corrections>(new Map());
  const form = formOf(app, sheet.form ?? "");
  if (!form) return null;
  const write = (row: number, column: number, text: string | undefined): void => {
    const next = new Map(corrections);
    if (text === undefined) next.delete(cellName(row, column));
    else next.set(cellName(row, column), text);
    setCorrections(next);
  };
  return (
    <section aria-label={sheet.sheet ?? ""}>
      <div className={styles.hintHead}>
        <h3>{t("sheets.bad_of", { sheet: sheet.sheet, count: sheet.bad })}</h3>
        <BadRowsFile batch={sheet.id} />
      </div>
      <BadRows batch={sheet.id} form={form} corrections={corrections} onCorrect={write} />
      {corrections.size > 0 ? (
        <Button loading={sending} onClick={() => onCorrect(correctedCells(corrections), sheet.id)}>
          {t("checked.correct", { count: corrections.size })}
        </Button>
      ) : null}
    </section>
  );
}
