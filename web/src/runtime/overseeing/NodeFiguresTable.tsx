/** The steps of a flow by how long they take, with the time as a bar, and how often people say no there. */
import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Keyed } from "~/api/flows";
import { type NodeFigures, overseeing, overseeingKeys } from "~/api/overseeing";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { useCurrentApp } from "../AppContext";
import styles from "./Overseeing.module.css";
import { shareInWords, timeInWords } from "./spans";

const WHOLE = 100;

export function NodeFiguresTable({ flow, days }: { flow: Keyed; days: number }) {
  const { t } = useTranslation("overseeing");
  const locale = useLocale();
  const app = useCurrentApp();
  const figures = useQuery({
    queryKey: overseeingKeys.nodes(app.key, flow.key, days),
    queryFn: () => overseeing.nodes(app.key, flow.key, days),
  });
  if (figures.error && !figures.data)
    return <Failure thrown={figures.error} onRetry={() => void figures.refetch()} />;
  const rows = figures.data ?? [];
  const slowest = Math.max(1, ...rows.map(({ slow_seconds }) => slow_seconds));
  const share = (seconds: number): string => `${(WHOLE * seconds) / slowest}%`;
  return (
    <Table<NodeFigures>
      aria-label={t("steps_of", { flow: flow.title })}
      size="small"
      rowKey={({ node }) => node.key}
      loading={figures.isPending}
      pagination={false}
      dataSource={rows}
      columns={[
        { key: "node", title: t("step"), render: (_, { node }) => node.title },
        {
          key: "time",
          title: `${t("median")} / ${t("slow")}`,
          render: (_, one) => (
            <span className={styles.time}>
              <span className={styles.bar} aria-hidden>
                <span style={{ width: share(one.slow_seconds) }} />
                <span style={{ width: share(one.median_seconds) }} />
              </span>
              {timeInWords(one.median_seconds, locale)} / {timeInWords(one.slow_seconds, locale)}
            </span>
          ),
        },
        {
          key: "visits",
          title: t("visits"),
          align: "right",
          render: (_, { visits }) => visits.toLocaleString(locale),
        },
        {
          key: "open",
          title: t("open"),
          align: "right",
          render: (_, { open, node }) =>
            open > 0 ? (
              <Link to={{ search: `?flow=${flow.key}&node=${node.key}` }}>{open.toLocaleString(locale)}</Link>
            ) : (
              0
            ),
        },
        {
          key: "rejected",
          title: t("rejected"),
          align: "right",
          render: (_, { rejected, visits }) => (
            <>
              {rejected.toLocaleString(locale)}{" "}
              <span className={styles.quiet}>{shareInWords(rejected, visits, locale)}</span>
            </>
          ),
        },
        {
          key: "returned",
          title: t("returned"),
          align: "right",
          render: (_, { returned }) => returned.toLocaleString(locale),
        },
      ]}
    />
  );
}
