/** The flows of an application for those who look after it: what runs, for whom it waits, and where it is slow. */
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { overseeing, overseeingKeys } from "~/api/overseeing";
import { Problem } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { useFlowNews } from "../flows/useTasks";
import { AwaitedPeople } from "./AwaitedPeople";
import { FlowFiguresTable } from "./FlowFiguresTable";
import styles from "./Overseeing.module.css";
import { OverseenFlows } from "./OverseenFlows";
import "../flows/words";
import "./words";

const TABS = ["instances", "people", "figures"] as const;
const COUNTS = ["running", "stuck", "overdue"] as const;

export function OverseeingPage() {
  const app = useCurrentApp();
  return app.administers ? <Overseeing /> : <Failure thrown={new Problem(403, {})} />;
}

function Overseeing() {
  const { t } = useTranslation("overseeing");
  const locale = useLocale();
  const app = useCurrentApp();
  useFlowNews();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get("tab")) ?? "instances";
  const overview = useQuery({
    queryKey: overseeingKeys.overview(app.key),
    queryFn: ({ signal }) => overseeing.overview(app.key, signal),
  });
  const waiting = useDelayed(overview.isPending);
  if (overview.error && !overview.data)
    return <Failure thrown={overview.error} onRetry={() => void overview.refetch()} />;
  if (!overview.data) return waiting ? <PageSkeleton lines={8} /> : null;
  const { data } = overview;
  const only = COUNTS.find((each) => search.get(each) !== null) ?? null;

  return (
    <div className={styles.page}>
      <title>{t("title")}</title>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t("title")}</h1>
          <p className={styles.quiet}>{t("text", { app: textOf(app.label, locale) })}</p>
        </div>
        <ul className={styles.counts}>
          {COUNTS.map((each) => (
            <li key={each}>
              <button
                type="button"
                className={styles.count}
                data-warns={each !== "running" && data[each] > 0}
                aria-pressed={only === each}
                onClick={() => setSearch(only === each ? {} : { [each]: "yes" })}
              >
                <strong>{data[each].toLocaleString(locale)}</strong>
                <span>{t(each)}</span>
              </button>
            </li>
          ))}
        </ul>
      </header>
      <Tabs
        activeKey={tab}
        aria-label={t("tabs")}
        onChange={(key) => setSearch(key === "instances" ? {} : { tab: key })}
        items={TABS.map((key) => ({ key, label: t(key) }))}
      />
      {tab === "instances" ? <OverseenFlows flows={data.flows} /> : null}
      {tab === "people" ? <AwaitedPeople people={data.people} flows={data.flows} /> : null}
      {tab === "figures" ? <FlowFiguresTable /> : null}
    </div>
  );
}
