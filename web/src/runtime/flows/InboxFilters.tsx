/** Narrows a list of the inbox: to an application, a flow of it, a state, what is overdue. */
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { useApps } from "~/api/apps";
import type { InstanceState, TaskLine, TaskList, TaskQuery } from "~/api/flows";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import styles from "./Inbox.module.css";
import { SoughtInput } from "./SoughtInput";

interface InboxFiltersProps {
  list: TaskList;
  query: TaskQuery;
  items: readonly TaskLine[];
  onChange: (change: Record<string, string | null>) => void;
}

const STATES: readonly InstanceState[] = ["running", "approved", "rejected", "withdrawn", "terminated"];

export function InboxFilters({ list, query, items, onChange }: InboxFiltersProps) {
  const { t } = useTranslation("flows");
  const locale = useLocale();
  const { data: apps = [] } = useApps();
  const flows = new Map(
    items.filter(({ app }) => app.key === query.app).map(({ flow }) => [flow.key, flow.title]),
  );
  if (query.flow && !flows.has(query.flow)) flows.set(query.flow, query.flow);
  return (
    <div className={styles.filters}>
      <SoughtInput
        size="small"
        className={styles.sought}
        label={t("search")}
        asked={query.search ?? ""}
        onAsk={(search) => onChange({ search, instance: null })}
      />
      <Select<string>
        size="small"
        allowClear
        aria-label={t("any_app")}
        placeholder={t("any_app")}
        value={query.app ?? null}
        popupMatchSelectWidth={false}
        options={apps
          .filter(({ version }) => version !== null)
          .map((app) => ({ value: app.key, label: textOf(app.label, locale) }))}
        onChange={(app: string | undefined) => onChange({ app: app ?? null, flow: null, instance: null })}
      />
      {query.app && flows.size > 0 ? (
        <Select<string>
          size="small"
          allowClear
          aria-label={t("any_flow")}
          placeholder={t("any_flow")}
          value={query.flow ?? null}
          popupMatchSelectWidth={false}
          options={[...flows].map(([value, label]) => ({ value, label }))}
          onChange={(flow: string | undefined) => onChange({ flow: flow ?? null, instance: null })}
        />
      ) : null}
      {list === "todo" ? (
        <Checkbox
          checked={query.overdue === true}
          onChange={({ target }) => onChange({ overdue: target.checked ? "yes" : null, instance: null })}
        >
          {t("overdue_only")}
        </Checkbox>
      ) : (
        <Select<InstanceState>
          size="small"
          allowClear
          aria-label={t("any_state")}
          placeholder={t("any_state")}
          value={query.state ?? null}
          popupMatchSelectWidth={false}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(state: InstanceState | undefined) => onChange({ state: state ?? null, instance: null })}
        />
      )}
    </div>
  );
}
