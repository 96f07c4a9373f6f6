/** Everything that the check finds, each line a way to its place. */
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { buildAddresses } from "../buildAddresses";
import styles from "./Design.module.css";
import { type PlacedProblem, useProblems } from "./problems";
import { aSection, aView, FORM, type Selection, sharedOptions, someFields } from "./selection";

const SHOWN = 50;

function selectionAt({ place, field, column, view, shared }: PlacedProblem): Selection {
  if (shared) return sharedOptions(shared);
  if (view) return aView(view);
  if (field && column) return someFields([column], field);
  if (field) return someFields([field]);
  const at = place.indexOf("sections");
  const section = at < 0 ? undefined : place[at + 1];
  return typeof section === "object" ? aSection(section.key) : FORM;
}

interface ProblemListProps {
  /** Absent on another page than the designer's: then each line leads to the page of its place. */
  onOpen?: ((form: string, selection: Selection) => void) | undefined;
  onGo: () => void;
}

export function ProblemList({ onOpen, onGo }: ProblemListProps) {
  const { t } = useTranslation("design");
  const { app = "" } = useParams();
  const problems = useProblems();
  if (problems.length === 0) return <p className={styles.allWell}>{t("no_problems")}</p>;
  return (
    <ul className={styles.problems}>
      {problems.slice(0, SHOWN).map((problem) => {
        const { issue, message, form, shared, page } = problem;
        const where = typeof issue.params?.place === "string" ? issue.params.place : "";
        const way = buildAddresses.issue(app, issue);
        const text = (
          <>
            {where ? <strong>{where}</strong> : null}
            <span>{message}</span>
          </>
        );
        return (
          <li key={`${issue.pointer} ${issue.code}`} data-severity={issue.severity}>
            {page ? (
              <Link
                className={styles.problemLine}
                to={buildAddresses.page(app, page.page, page.part)}
                onClick={onGo}
              >
                {text}
              </Link>
            ) : (form || shared) && onOpen ? (
              <button
                type="button"
                className={styles.problemLine}
                onClick={() => {
                  onGo();
                  onOpen(form ?? "", selectionAt(problem));
                }}
              >
                {text}
              </button>
            ) : way ? (
              <Link to={way} className={styles.problemLine} onClick={onGo}>
                {text}
              </Link>
            ) : (
              <span className={styles.problemLine}>{text}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
