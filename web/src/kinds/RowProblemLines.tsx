/** What is wrong in the rows of a sub-table, in words: a mark in a cell does not say why it is there. */
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { FieldView } from "~/api/types";
import { textOf } from "~/words";
import { useKinds } from "./context";
import styles from "./RowGrid.module.css";
import type { RowProblems } from "./rowProblems";
import { type Row, rowName } from "./rows";

/** More than these are counted. */
const LISTED = 5;

interface RowProblemLinesProps {
  rows: readonly Row[];
  cells: readonly FieldView[];
  problems: RowProblems;
}

export function RowProblemLines({ rows, cells, problems }: RowProblemLinesProps) {
  const { t } = useTranslation("rows");
  const { locale } = useKinds();
  const lines = rows.flatMap((row, index) => {
    const own = problems[rowName(row)] ?? {};
    return ["", ...cells.map(({ key }) => key)].flatMap((key) =>
      (own[key] ?? []).map((issue) => {
        const cell = textOf(cells.find((one) => one.key === key)?.label, locale);
        const said = { number: index + 1, cell, problem: told(issue) };
        return cell ? t("problem_in", said) : t("problem", said);
      }),
    );
  });
  if (lines.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {lines.slice(0, LISTED).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > LISTED ? <li>{t("problems_more", { count: lines.length - LISTED })}</li> : null}
    </ul>
  );
}
