/** Views by how much they are opened, those that nobody opens first: of one application, or of all that one builds. */
import { useQuery } from "@tanstack/react-query";
import { Segmented, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "~/api/keys";
import { readViewUsage, type ViewUsage } from "~/api/usage";
import { addresses } from "~/runtime/addresses";
import { AgoText } from "~/runtime/record/AgoText";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { type Label, textOf } from "~/words";
import styles from "./Admin.module.css";
import { buildAddresses } from "./buildAddresses";
import { byOpening } from "./usage";

type Scope = "app" | "all";

/** A published view is changed in the designer, one that somebody shares where it is looked at. */
const addressOf = ({ app, form, key, is_saved }: ViewUsage): string =>
  (is_saved ? null : buildAddresses.part(app, { part: "view", form, key })) ?? addresses.view(app, form, key);

export function ViewsUsed({ app }: { app: string }) {
  const { t } = useTranslation("admin");
  const locale = useLocale();
  const [scope, setScope] = useState<Scope>("app");
  const usage = useQuery({
    queryKey: keys.viewUsage(),
    queryFn: ({ signal }) => readViewUsage(signal),
  });
  if (usage.error && !usage.data)
    return <Failure thrown={usage.error} onRetry={() => void usage.refetch()} />;
  if (!usage.data?.length) return null;
  const name = (label: Label, key: string): string => textOf(label, locale) || key;
  const elsewhere = usage.data.some((one) => one.app !== app);
  const rows = byOpening(usage.data.filter((one) => scope === "all" || one.app === app));

  return (
    <section className={styles.card} aria-label={t("usage.views")}>
      <div className={styles.between}>
        <h2 className={styles.sectionTitle}>{t("usage.views")}</h2>
        {elsewhere ? (
          <Segmented<Scope>
            aria-label={t("usage.of_apps")}
            value={scope}
            options={[
              { value: "app", label: t("usage.this_app") },
              { value: "all", label: t("usage.all_apps") },
            ]}
            onChange={setScope}
          />
        ) : null}
      </div>
      <Table<ViewUsage>
        aria-label={t("usage.views")}
        size="small"
        rowKey={({ app: of, form, key }) => `${of}.${form}.${key}`}
        scroll={{ x: "max-content" }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: t("usage.no_views") }}
        dataSource={rows}
        columns={[
          {
            key: "view",
            title: t("usage.view"),
            render: (_, one) => <Link to={addressOf(one)}>{name(one.label, one.key)}</Link>,
          },
          {
            key: "form",
            title: t("usage.form"),
            render: (_, one) => {
              const form = name(one.form_label, one.form);
              return scope === "all" ? t("usage.in_app", { app: name(one.app_label, one.app), form }) : form;
            },
          },
          {
            key: "origin",
            title: t("usage.origin"),
            responsive: ["md"],
            render: (_, one) => t(one.is_saved ? "usage.shared" : "usage.published"),
          },
          {
            key: "opened",
            title: t("usage.opened"),
            render: (_, one) =>
              one.opened_at ? (
                <AgoText at={one.opened_at} />
              ) : (
                <span className={styles.quiet}>{t("usage.never")}</span>
              ),
          },
          {
            key: "people",
            title: t("usage.people"),
            align: "right",
            render: (_, one) => one.people.toLocaleString(locale),
          },
        ]}
      />
    </section>
  );
}
