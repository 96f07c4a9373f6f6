/** What stands in the way of a publication, or should be thought about: where, what, and the way out. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import styles from "./Admin.module.css";

/** More than so many are counted: whoever mends some sees the rest. */
const SHOWN = 20;

export function Problems({ title, issues }: { title: string; issues: readonly Issue[] }) {
  const { t } = useTranslation("admin");
  const lines = [...new Map(issues.map((issue) => [keyOf(issue), issue])).values()];
  const isError = issues.some((issue) => issue.severity === "error");
  return (
    <Alert
      className={styles.card ?? ""}
      type={isError ? "error" : "warning"}
      showIcon
      title={title}
      description={
        <>
          <ul className={styles.changes}>
            {lines.slice(0, SHOWN).map((issue) => (
              <li key={keyOf(issue)}>
                {placeOf(issue) ? (
                  <span className={styles.strong}>{t("publish.at", { place: placeOf(issue) })}</span>
                ) : null}
                {told(issue)}
              </li>
            ))}
          </ul>
          {lines.length > SHOWN ? <p>{t("publish.more_issues", { count: lines.length - SHOWN })}</p> : null}
        </>
      }
    />
  );
}

function placeOf({ params }: Issue): string {
  return typeof params?.place === "string" ? params.place : "";
}

function keyOf(issue: Issue): string {
  return `${placeOf(issue)} ${told(issue)}`;
}
