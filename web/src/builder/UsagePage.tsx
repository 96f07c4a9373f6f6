/** Forms, views and fields by how much they are used, what nobody uses first, with the way to the designer. */
import { useQuery } from "@tanstack/react-query";
import { Progress, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "~/api/keys";
import { type FieldUsage, type FormUsage, readUsage } from "~/api/usage";
import { useCurrentApp } from "~/runtime/AppContext";
import { AgoText } from "~/runtime/record/AgoText";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import styles from "./Admin.module.css";
import { buildAddresses } from "./buildAddresses";
import { byUse } from "./usage";
import { ViewsUsed } from "./ViewsUsed";

const ALL = "";
const HARDLY = 0.05;

interface Row extends FieldUsage {
  id: string;
  form: FormUsage;
}

export function UsagePage() {
  const { t } = useTranslation("admin");
  const locale = useLocale();
  const app = useCurrentApp();
  const [form, setForm] = useState(ALL);
  const usage = useQuery({
    queryKey: keys.usage(app.key),
    queryFn: ({ signal }) => readUsage(app.key, signal),
  });
  const waiting = useDelayed(usage.isPending);
  if (usage.error && !usage.data)
    return <Failure thrown={usage.error} onRetry={() => void usage.refetch()} />;
  if (!usage.data) return waiting ? <PageSkeleton lines={6} /> : null;
  if (usage.data.length === 0) return <Notice title={t("usage.none")}>{t("usage.none_text")}</Notice>;
  const rows = byUse(usage.data)
    .filter((each) => form === ALL || each.key === form)
    .flatMap((each) =>
      each.fields.map((field): Row => ({ ...field, id: `${each.key}.${field.key}`, form: each })),
    );
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const name = (one: { key: string; label: FieldUsage["label"] }): string =>
    textOf(one.label, locale) || one.key;
  const when = (at: string | null) =>
    at ? <AgoText at={at} /> : <span className={styles.quiet}>{t("usage.not_known")}</span>;

  return (
    <>
      <p className={styles.intro}>{t("usage.text")}</p>
      <Table<FormUsage>
        aria-label={t("usage.forms")}
        className={styles.card ?? ""}
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={[...byUse(usage.data)]}
        columns={[
          {
            key: "form",
            title: t("usage.form"),
            render: (_, one) => (
              <Link to={buildAddresses.part(app.key, { part: "form", form: one.key, key: null }) ?? "."}>
                {name(one)}
              </Link>
            ),
          },
          {
            key: "records",
            title: t("usage.records"),
            align: "right",
            render: (_, one) =>
              t(one.is_sampled ? "usage.about" : "usage.exactly", {
                number: one.records.toLocaleString(locale),
              }),
          },
          { key: "changed", title: t("usage.changed"), render: (_, one) => when(one.changed_at) },
        ]}
      />
      <ViewsUsed app={app.key} />
      <Select<string>
        className={styles.choice ?? ""}
        aria-label={t("usage.of_form")}
        value={form}
        options={[
          { value: ALL, label: t("usage.all_forms") },
          ...usage.data.map((one) => ({ value: one.key, label: name(one) })),
        ]}
        onChange={setForm}
      />
      <Table<Row>
        aria-label={t("usage.fields")}
        size="small"
        rowKey="id"
        scroll={{ x: "max-content" }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows.sort((one, other) => (one.filled ?? 2) - (other.filled ?? 2))}
        columns={[
          {
            key: "field",
            title: t("usage.field"),
            render: (_, one) => (
              <Link
                to={buildAddresses.part(app.key, { part: "field", form: one.form.key, key: one.key }) ?? "."}
              >
                {name(one)}
              </Link>
            ),
          },
          {
            key: "form",
            title: t("usage.form"),
            responsive: ["md"],
            render: (_, one) => name(one.form),
          },
          {
            key: "filled",
            title: t("usage.filled"),
            width: 200,
            render: (_, one) =>
              one.filled === null ? (
                <span className={styles.quiet}>{t("usage.not_counted")}</span>
              ) : (
                <Progress
                  percent={Math.round(one.filled * 100)}
                  size="small"
                  status={one.filled < HARDLY ? "exception" : "normal"}
                  format={() => percent.format(one.filled ?? 0)}
                  aria-label={t("usage.filled")}
                />
              ),
          },
          { key: "changed", title: t("usage.given"), render: (_, one) => when(one.changed_at) },
        ]}
      />
    </>
  );
}
