/** The flows over a record, on its page: which runs and who is waited for, what can be begun, and what is over. */
import { LockOutlined, NodeIndexOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type FlowOverRecord, flowKeys, flows } from "~/api/flows";
import type { FormView, RecordData } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { AgoText } from "../record/AgoText";
import { BeginFlowDialog } from "./BeginFlowDialog";
import styles from "./RecordFlows.module.css";
import { StateChip } from "./StateChip";
import { useFlowNews } from "./useTasks";
import "./words";

interface RecordFlowsProps {
  form: FormView;
  record: RecordData;
}

export function RecordFlows({ form, record }: RecordFlowsProps) {
  const { t } = useTranslation("flows");
  const locale = useLocale();
  const app = useCurrentApp();
  useFlowNews();
  const [beginning, setBeginning] = useState<string | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const { data } = useQuery({
    queryKey: flowKeys.over(app.key, form.key, record.id, record.version),
    queryFn: () => flows.overRecord(app.key, form.key, record.id),
    placeholderData: keepPreviousData,
  });
  // What cannot be told of flows keeps nobody from the record.
  if (!data) return null;
  const running = data.items.filter(({ state }) => state === "running");
  const over = data.items.filter(({ state }) => state !== "running");
  const offered = (app.flows ?? []).filter(
    ({ key }) => data.begins.includes(key) && !running.some((one) => one.flow.key === key),
  );
  const begun = offered.find(({ key }) => key === beginning);
  if (data.items.length + offered.length === 0) return null;
  return (
    <section className={styles.flows} aria-label={t("flows")}>
      {running.map((one) => (
        <Running key={one.instance} one={one} />
      ))}
      <div className={styles.line}>
        {offered.map((flow) => (
          <Button
            key={flow.key}
            size="small"
            icon={flow.icon ? <Icon name={flow.icon} /> : <NodeIndexOutlined aria-hidden />}
            onClick={() => setBeginning(flow.key)}
          >
            {textOf(flow.caption, locale) || textOf(flow.label, locale)}
          </Button>
        ))}
        {over.length > 0 ? (
          <Button
            type="link"
            size="small"
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {t("earlier", { count: over.length })}
          </Button>
        ) : null}
      </div>
      {isUnfolded ? (
        <ul className={styles.over}>
          {over.map((one) => (
            <li key={one.instance}>
              <StateChip state={one.state} />
              <Link to={addresses.inbox(one.instance)}>{one.flow.title}</Link>
              <span className={styles.quiet}>
                {one.initiator.title} · <AgoText at={one.ended_at ?? one.began_at} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {begun ? (
        <BeginFlowDialog
          app={app.key}
          form={form.key}
          flow={begun.key}
          title={textOf(begun.label, locale)}
          caption={textOf(begun.caption, locale) || textOf(begun.label, locale)}
          record={record.id}
          onClose={() => setBeginning(null)}
        />
      ) : null}
    </section>
  );
}

function Running({ one }: { one: FlowOverRecord }) {
  const { t } = useTranslation("flows");
  const mine = one.waiting.some(({ task }) => task !== null);
  const nodes = [...new Set(one.waiting.map(({ node }) => node.title))];
  return (
    <p className={styles.running} role="status">
      {one.is_holding ? <LockOutlined aria-hidden /> : <NodeIndexOutlined aria-hidden />}
      <span className={styles.told}>
        {t(one.is_holding ? "holding" : "running", { flow: one.flow.title })}{" "}
        {one.waiting.length > 0
          ? t("is_waiting", {
              people: one.waiting.map(({ person }) => person.title).join(t("comma")),
              node: nodes.join(t("comma")),
            })
          : null}
      </span>
      <Link to={addresses.inbox(one.instance)} className={styles.go}>
        {t(mine ? "my_task" : "see")}
      </Link>
    </p>
  );
}
