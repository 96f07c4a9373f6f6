/** The company's settings, for those who run the installation: what it is, what money is worth, when it works. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { company } from "~/api/company";
import { keys } from "~/api/keys";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Company.module.css";
import { CompanyFacts } from "./CompanyFacts";
import { CurrencyRates } from "./CurrencyRates";
import { LogoSettings } from "./LogoSettings";
import { WorkingCalendar } from "./WorkingCalendar";
import { WorkingHours } from "./WorkingHours";
import "./words";

export function CompanyPage() {
  return useMe().person.is_administrator ? <Settings /> : <Failure thrown={new Problem(403, {})} />;
}

function Settings() {
  const { t } = useTranslation("company");
  const settings = useQuery({
    queryKey: keys.company(),
    queryFn: ({ signal }) => company.settings(signal),
  });
  const waiting = useDelayed(settings.isPending);
  const { data } = settings;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t("title")}</h1>
      {settings.error && !data ? (
        <Failure thrown={settings.error} onRetry={() => void settings.refetch()} />
      ) : !data ? (
        waiting && <PageSkeleton lines={3} />
      ) : (
        <>
          <CompanyFacts settings={data} />
          <LogoSettings />
          <CurrencyRates settings={data} />
          <WorkingHours settings={data} />
        </>
      )}
      <WorkingCalendar />
    </div>
  );
}
