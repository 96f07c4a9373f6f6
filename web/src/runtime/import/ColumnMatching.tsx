/** Which column of the file goes into which field, with what stands in it. */
import {
  CheckCircleFilled,
  ExclamationCircleFilled,
  MinusCircleOutlined,
  QuestionCircleFilled,
} from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import { useClearing } from "~/kinds/control";
import { useLocale } from "~/ui/appearance";
import { matches as isSought } from "~/ui/pinyin";
import { textOf } from "~/words";
import { importable, unmatchedRequired } from "./columns";
import type { Sample } from "./csv";
import styles from "./ImportPage.module.css";
import type { Match } from "./matching";

interface ColumnMatchingProps {
  form: FormView;
  file: File;
  sample: Sample;
  matches: readonly Match[];
  sending: boolean;
  onChange: (matches: Match[]) => void;
  onBack: () => void;
  onStart: () => void;
}

const SAMPLES = 3;

const MARKS = {
  exact: <CheckCircleFilled className={styles.sure ?? ""} aria-hidden />,
  likely: <QuestionCircleFilled className={styles.unsure ?? ""} aria-hidden />,
  none: <MinusCircleOutlined className={styles.left ?? ""} aria-hidden />,
};

export function ColumnMatching(props: ColumnMatchingProps) {
  const { form, file, sample, matches, sending, onChange, onBack, onStart } = props;
  const { t } = useTranslation("import");
  const locale = useLocale();
  const clearing = useClearing(true);
  const fields = importable(form);
  const missing = unmatchedRequired(form, matches);
  const used = matches.filter((match) => match.field !== null).length;

  function choose(index: number, key: string | null): void {
    onChange(
      matches.map((match, at): Match => {
        if (at === index) return { ...match, field: key, confidence: key ? "exact" : "none" };
        return key !== null && match.field === key ? { ...match, field: null, confidence: "none" } : match;
      }),
    );
  }

  const samplesOf = (index: number) =>
    [...new Set(sample.rows.map((row) => row[index]?.trim() ?? "").filter(Boolean))].slice(0, SAMPLES);

  return (
    <>
      <p className={styles.quiet}>
        {t("match.text", { name: file.name, columns: sample.columns.length, used })}
      </p>
      {missing.length > 0 ? (
        <p className={styles.alert} role="status">
          <ExclamationCircleFilled aria-hidden />
          {t("match.missing", {
            fields: missing.map((field) => textOf(field.label, locale)).join(locale === "en" ? ", " : "、"),
          })}
        </p>
      ) : null}
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("match.column")}</th>
              <th scope="col" className={styles.sampleHead}>
                {t("match.samples")}
              </th>
              <th scope="col">{t("match.field")}</th>
            </tr>
          </thead>
          <tbody>
            {matches.map((match, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear the same name, and none moves
              <tr key={index} data-left={match.field === null}>
                <th scope="row">{match.column || t("match.nameless", { number: index + 1 })}</th>
                <td className={styles.samples}>{samplesOf(index).join(" · ")}</td>
                <td>
                  <span className={styles.choice}>
                    {MARKS[match.confidence]}
                    <Select<string>
                      className={styles.select ?? ""}
                      aria-label={t("match.field_of", { column: match.column })}
                      value={match.field}
                      allowClear={clearing}
                      placeholder={t("match.leave")}
                      showSearch={{
                        filterOption: (typed, option) => isSought(String(option?.label ?? ""), typed),
                      }}
                      options={fields.map((field) => ({
                        value: field.key,
                        label: `${textOf(field.label, locale)}${field.required ? " *" : ""}`,
                      }))}
                      onChange={(key: string | undefined) => choose(index, key ?? null)}
                    />
                  </span>
                  {match.confidence === "likely" ? (
                    <span className={styles.guess}>{t("match.guess")}</span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        <span className={styles.quiet}>{t("match.promise")}</span>
        <span className={styles.gap} />
        <Button onClick={onBack}>{t("match.back")}</Button>
        <Button type="primary" loading={sending} disabled={used === 0} onClick={onStart}>
          {t("match.start")}
        </Button>
      </div>
    </>
  );
}
