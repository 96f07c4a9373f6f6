/** How long flows and their steps take in working time, and how often people say no, over a period. */
import { useQuery } from "@tanstack/react-query";
import { Segmented, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FlowFigures, overseeing, overseeingKeys } from "~/api/overseeing";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useCurrentApp } from "../AppContext";
import { NodeFiguresTable } from "./NodeFiguresTable";
import styles from "./Overseeing.module.css";
import { shareInWords, timeInWords } from "./spans";

const PERIODS = [7, 30, 90, 365] as const;
const USUAL = 30;

export function FlowFiguresTable() {
  const { t } = useTranslation("overseeing");
  const locale = useLocale();
  const app = useCurrentApp();
  const [days, setDays] = useState<number>(USUAL);
  const figures = useQuery({
    queryKey: overseeingKeys.figures(app.key, days),
    queryFn: () => overseeing.figures(app.key, days),
  });
  const waiting = useDelayed(figures.isPending);
  const count = (value: number): string => value.toLocaleString(locale);

  return (
    <>
      <div className={styles.between}>
        <p className={styles.quiet}>{t("figures_text")}</p>
        <Segmented<number>
          aria-label={t("period")}
          value={days}
          options={PERIODS.map((value) => ({ value, label: t(`days.${value}`) }))}
          onChange={setDays}
        />
      </div>
      {figures.error && !figures.data ? (
        <Failure thrown={figures.error} onRetry={() => void figures.refetch()} />
      ) : null}
      {waiting ? <PageSkeleton lines={5} /> : null}
      {figures.data?.length === 0 ? <Notice title={t("no_figures")}>{t("no_figures_text")}</Notice> : null}
      {figures.data?.length ? (
        <Table<FlowFigures>
          aria-label={t("figures")}
          size="small"
          rowKey={({ flow }) => flow.key}
          pagination={false}
          scroll={{ x: "max-content" }}
          dataSource={[...figures.data]}
          expandable={{
            expandRowByClick: true,
            defaultExpandedRowKeys: figures.data.slice(0, 1).map(({ flow }) => flow.key),
            expandedRowRender: ({ flow }) => <NodeFiguresTable flow={flow} days={days} />,
          }}
          columns={[
            { key: "flow", title: t("flow"), render: (_, { flow }) => flow.title },
            { key: "began", title: t("count"), align: "right", render: (_, one) => count(one.began) },
            { key: "running", title: t("running"), align: "right", render: (_, one) => count(one.running) },
            { key: "stuck", title: t("stuck"), align: "right", render: (_, one) => count(one.stuck) },
            {
              key: "approved",
              title: t("approved"),
              align: "right",
              render: (_, one) => count(one.approved),
            },
            {
              key: "rejected",
              title: t("rejected"),
              align: "right",
              render: (_, one) => (
                <>
                  {count(one.rejected)}{" "}
                  <span className={styles.quiet} title={t("rejections")}>
                    {shareInWords(one.rejected, one.approved + one.rejected, locale)}
                  </span>
                </>
              ),
            },
            {
              key: "withdrawn",
              title: t("withdrawn"),
              align: "right",
              render: (_, one) => count(one.withdrawn),
            },
            {
              key: "terminated",
              title: t("terminated"),
              align: "right",
              render: (_, one) => count(one.terminated),
            },
            {
              key: "median",
              title: t("median"),
              align: "right",
              render: (_, one) => timeInWords(one.median_seconds, locale),
            },
            {
              key: "slow",
              title: t("slow"),
              align: "right",
              render: (_, one) => timeInWords(one.slow_seconds, locale),
            },
          ]}
        />
      ) : null}
    </>
  );
}
