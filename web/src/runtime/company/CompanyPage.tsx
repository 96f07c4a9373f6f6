/** The company's settings, for those who run the installation: what it is, and on which days it works. */
import { useTranslation } from "react-i18next";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import styles from "./Company.module.css";
import { currencyInWords, zoneInWords } from "./facts";
import { WorkingCalendar } from "./WorkingCalendar";

export function CompanyPage() {
  const { t } = useTranslation("company");
  const locale = useLocale();
  const { person, company } = useMe();
  if (!person.is_administrator) return <Failure thrown={new Problem(403, {})} />;
  const facts = [
    [t("name"), company.name],
    [t("time_zone"), zoneInWords(company.time_zone, locale)],
    [t("currency"), currencyInWords(company.base_currency, locale)],
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
