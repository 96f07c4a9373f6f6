/** The company's settings, for those who run the installation: what it is, and on which days it works. */
import { useTranslation } from "react-i18next";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { Failure } from "~/ui/Failure";
import styles from "./Company.module.css";
import { WorkingCalendar } from "./WorkingCalendar";

export function CompanyPage() {
  const { t } = useTranslation("company");
  const { person, company } = useMe();
  if (!person.is_administrator) return <Failure thrown={new Problem(403, {})} />;
  const facts = [
    [t("name"), company.name],
    [t("time_zone"), company.time_zone],
    [t("currency"), company.base_currency],
  ];
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t("title")}</h1>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <WorkingCalendar />
    </div>
  );
}
