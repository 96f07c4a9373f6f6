/** What stands in the way of a publication, or should be thought about: where, what, and the way out. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import { useCurrentApp } from "~/runtime/AppContext";
import styles from "./Admin.module.css";
import { buildAddresses } from "./buildAddresses";

/** More than so many are counted: whoever mends some sees the rest. */
const SHOWN = 20;

export function Problems({ title, issues }: { title: string; issues: readonly Issue[] }) {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
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
                <PlaceName place={placeOf(issue)} way={buildAddresses.issue(app, issue)} />
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

function PlaceName({ place, way }: { place: string; way: string | null }) {
  const { t } = useTranslation("admin");
  if (!place) return null;
  const name = t("publish.at", { place });
  return <span className={styles.strong}>{way ? <Link to={way}>{name}</Link> : name}</span>;
}

function placeOf({ params }: Issue): string {
  return typeof params?.place === "string" ? params.place : "";
}

function keyOf(issue: Issue): string {
  return `${placeOf(issue)} ${told(issue)}`;
}
