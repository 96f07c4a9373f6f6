/** What a check found: how many rows make records, and every row with a mistake, before anything is written. */
import { CheckCircleFilled, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "~/api/imports";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { BadRows, BadRowsFile } from "./BadRows";
import { Figures } from "./Figures";
import styles from "./ImportPage.module.css";

interface CheckReportProps {
  report: ImportReport;
  form: FormView;
  sending: boolean;
  onApply: () => void;
  onMatch: () => void;
  onLeave: () => void;
}

export function CheckReport({ report, form, sending, onApply, onMatch, onLeave }: CheckReportProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const good = report.new + report.changed;
  const name = textOf(form.label, locale);
  return (
    <>
      <div className={styles.verdict} role={report.bad > 0 ? "alert" : "status"}>
        {report.bad > 0 ? (
          <WarningFilled className={styles.unsure ?? ""} aria-hidden />
        ) : (
          <CheckCircleFilled className={styles.sure ?? ""} aria-hidden />
        )}
        <h2 className={styles.subtitle}>
          {report.bad > 0 ? t("checked.bad", { count: report.bad }) : t("checked.good")}
        </h2>
        <p className={styles.quiet}>{t("checked.text")}</p>
      </div>
      <Figures
        figures={[
          { key: "new", value: report.new },
          { key: "changed", value: report.changed },
          { key: "unchanged", value: report.unchanged },
          { key: "linked", value: report.linked },
          { key: "bad", value: report.bad, tone: "bad" },
        ]}
      />
      {report.has_bad_rows ? <BadRows batch={report.id} form={form} /> : null}
      <div className={styles.foot}>
        <Button onClick={onLeave}>{t("checked.leave")}</Button>
        {report.has_bad_rows ? <BadRowsFile batch={report.id} /> : null}
        <span className={styles.gap} />
        <Button onClick={onMatch}>{t("checked.match")}</Button>
        <Button type="primary" loading={sending} disabled={good === 0} onClick={onApply}>
          {report.bad > 0
            ? t("checked.apply_good", { count: good, form: name })
            : t("checked.apply", { count: good, form: name })}
        </Button>
      </div>
    </>
  );
}
