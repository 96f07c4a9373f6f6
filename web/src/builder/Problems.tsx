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
/** So many warnings that say the same are told once, with their places behind it. */
const ALIKE = 4;

export function Problems({ title, issues }: { title: string; issues: readonly Issue[] }) {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
  const lines = [...new Map(issues.map((issue) => [keyOf(issue), issue])).values()];
  const isError = issues.some((issue) => issue.severity === "error");
  const warned = new Map<string, Issue[]>();
  for (const issue of lines)
    if (issue.severity !== "error" && placeOf(issue))
      warned.set(told(issue), [...(warned.get(told(issue)) ?? []), issue]);
  const together = [...warned].filter(([, places]) => places.length >= ALIKE);
  const gathered = new Set(together.flatMap(([, places]) => places));
  const alone = lines.filter((issue) => !gathered.has(issue));
  return (
    <Alert
      className={styles.card ?? ""}
      type={isError ? "error" : "warning"}
      showIcon
      title={title}
      description={
        <>
          <ul className={styles.changes}>
            {together.map(([text, places]) => (
              <li key={text}>
                <details>
                  <summary>{t("publish.alike", { count: places.length, text })}</summary>
                  <ul className={styles.places}>
                    {places.map((issue) => (
                      <li key={keyOf(issue)}>
                        <PlaceLink place={placeOf(issue)} way={buildAddresses.issue(app, issue)} />
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
            {alone.slice(0, SHOWN).map((issue) => (
              <li key={keyOf(issue)}>
                <PlaceName place={placeOf(issue)} way={buildAddresses.issue(app, issue)} />
                {told(issue)}
              </li>
            ))}
          </ul>
          {alone.length > SHOWN ? <p>{t("publish.more_issues", { count: alone.length - SHOWN })}</p> : null}
        </>
      }
    />
  );
}

function PlaceName({ place, way }: { place: string; way: string | null }) {
  const { t } = useTranslation("admin");
  if (!place) return null;
  return (
    <span className={styles.strong}>
      <PlaceLink place={t("publish.at", { place })} way={way} />
    </span>
  );
}

const PlaceLink = ({ place, way }: { place: string; way: string | null }) =>
  way ? <Link to={way}>{place}</Link> : place;

function placeOf({ params }: Issue): string {
  return typeof params?.place === "string" ? params.place : "";
}

function keyOf(issue: Issue): string {
  return `${placeOf(issue)} ${told(issue)}`;
}
