/** How many problems stand in the form; a press leads to the first. */
import { ExclamationCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { cellId } from "~/kinds/RowLine";
import styles from "./FormFoot.module.css";
import { fieldId } from "./FormSections";
import { errorsOnly, type PlacedIssue } from "./issues";
import { uncover } from "./SectionTabs";

/** Puts the cursor where the problem is: into the cell, into the field, or to the head of the form. */
export function jumpTo(form: string, issue: PlacedIssue | undefined): void {
  if (!issue) return;
  const field = issue.field === null ? null : fieldId(form, issue.field);
  const inRow = (cell: string): HTMLElement | null =>
    field && issue.row ? document.getElementById(cellId(field, { row: issue.row, cell })) : null;
  const target =
    inRow(issue.cell ?? "") ||
    // On a phone a row is a card, which opens its cells.
    inRow("") ||
    (field && document.getElementById(field)) ||
    document.getElementById(headId(form));
  if (!target) return;
  const show = (): void => {
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  // What a tab had covered is there in the next moment only.
  if (uncover(target)) requestAnimationFrame(show);
  else show();
}

export function headId(form: string): string {
  return `problems-${form}`;
}

export function ProblemButton({ form, issues }: { form: string; issues: readonly PlacedIssue[] }) {
  const { t } = useTranslation("form");
  const errors = errorsOnly(issues);
  if (errors.length === 0) return null;
  return (
    <button type="button" className={styles.problems} onClick={() => jumpTo(form, errors[0])}>
      <ExclamationCircleFilled aria-hidden />
      {t("problems", { count: errors.length })}
    </button>
  );
}
