/** What a check found: how many rows make records, and every row with a mistake, before anything is written. */
import { CheckCircleFilled, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { type Corrections, cellName, correctedCells, walkCells } from "./BadCell";
import { BadRows, BadRowsFile } from "./BadRows";
import { Figures } from "./Figures";
import styles from "./ImportPage.module.css";

interface CheckReportProps {
  report: ImportReport;
  form: FormView;
  sending: boolean;
  onApply: () => void;
  onCorrect: (cells: ReturnType<typeof correctedCells>) => void;
  onMatch: () => void;
  onLeave: () => void;
}

export function CheckReport(props: CheckReportProps) {
  const { report, form, sending, onApply, onCorrect, onMatch, onLeave } = props;
  const { t } = useTranslation("import");
  const locale = useLocale();
  const good = report.new + report.changed;
  const name = textOf(form.label, locale);
  const [corrections, setCorrections] = useState<Corrections>(new Map());
  const write = (row: number, column: number, text: string | undefined): void => {
    const next = new Map(corrections);
    if (text === undefined) next.delete(cellName(row, column));
    else next.set(cellName(row, column), text);
    setCorrections(next);
  };
  const correct = (): void => {
    if (corrections.size > 0) onCorrect(correctedCells(corrections));
  };
  return (
    <form
      className={styles.check}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) correct();
        else walkCells(event);
      }}
    >
      <div className={styles.verdict} role={report.bad > 0 ? "alert" : "status"}>
        {report.bad > 0 ? (
          <WarningFilled className={styles.unsure ?? ""} aria-hidden />
        ) : (
          <CheckCircleFilled className={styles.sure ?? ""} aria-hidden />
        )}
        <h2 className={styles.subtitle}>
          {report.bad > 0 ? t("checked.bad", { count: report.bad }) : t("checked.good")}
        </h2>
        <p className={styles.quiet}>
          {t("checked.text")} {report.has_bad_rows ? t("checked.correct_text") : null}
        </p>
      </div>
      {report.bad < report.total ? (
        <Figures
          figures={[
            { key: "new", value: report.new },
            { key: "changed", value: report.changed },
            { key: "unchanged", value: report.unchanged },
            { key: "linked", value: report.linked },
            { key: "bad", value: report.bad, tone: "bad" },
          ]}
        />
      ) : null}
      {report.has_bad_rows ? (
        <BadRows batch={report.id} form={form} corrections={corrections} onCorrect={write} />
      ) : null}
      <div className={styles.foot}>
        <Button onClick={onLeave}>{t("checked.leave")}</Button>
        {report.has_bad_rows ? <BadRowsFile batch={report.id} /> : null}
        <span className={styles.gap} />
        <Button onClick={onMatch}>{t("checked.match")}</Button>
        {corrections.size > 0 ? (
          <Button type="primary" loading={sending} onClick={correct}>
            {t("checked.correct", { count: corrections.size })}
          </Button>
        ) : good === 0 ? null : (
          <Button type="primary" loading={sending} onClick={onApply}>
            {report.bad > 0
              ? t("checked.apply_good", { count: good, form: name })
              : t("checked.apply", { count: good, form: name })}
          </Button>
        )}
      </div>
    </form>
  );
}
