/** A line of a table of people: who, and what changes or what is wrong, cell by cell. */
import { ArrowRightOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { LineTold, OrganisationColumn, Trial } from "~/api/organisationImport";
import styles from "./OrganisationImport.module.css";

interface OrganisationLineProps {
  line: LineTold;
  columns: Trial["columns"];
}

export function OrganisationLine({ line, columns }: OrganisationLineProps) {
  const { t } = useTranslation("organisation_import");
  const nameOf = (column: OrganisationColumn): string =>
    columns.find((one) => one.column === column)?.heading ?? t(`column.${column}`);
  return (
    <li className={styles.line} data-state={line.state}>
      <span className={styles.row}>{t("row", { row: line.row })}</span>
      <span className={styles.who}>
        <strong>{line.name || line.login}</strong> <span className={styles.quiet}>{line.login}</span>
      </span>
      <ul className={styles.cells}>
        {line.problems.map(({ column, value, message, hint }) => (
          <li key={`${column} ${message}`} className={styles.problem}>
            <span className={styles.quiet}>{nameOf(column)}</span> {message}
            {value && !message.includes(value) ? ` (${value})` : ""}{" "}
            <span className={styles.quiet}>{hint}</span>
          </li>
        ))}
        {line.problems.length === 0
          ? line.changes.map(({ column, before, after }) => (
              <li key={column}>
                <span className={styles.quiet}>{nameOf(column)}</span>{" "}
                {before ? (
                  <>
                    <s>{before}</s> <ArrowRightOutlined aria-label={t("becomes")} />{" "}
                  </>
                ) : null}
                {after}
              </li>
            ))
          : null}
      </ul>
    </li>
  );
}
