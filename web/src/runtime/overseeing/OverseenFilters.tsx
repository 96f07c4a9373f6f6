/** Narrows the flows that an administrator looks at. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { FlowOverview, OverseenQuery } from "~/api/overseeing";
import { Select } from "~/ui/Select";
import { SoughtInput } from "../flows/SoughtInput";
import { PersonSelect } from "../people/PersonSelect";
import styles from "./Overseeing.module.css";
import { AGES, ANY, FILTERS, STATES } from "./overseenQuery";

interface OverseenFiltersProps {
  query: OverseenQuery;
  flows: FlowOverview["flows"];
  isNarrowed: boolean;
  onChange: (change: Record<string, string | null>) => void;
}

const NOTHING = Object.fromEntries(FILTERS.map((name) => [name, null]));

export function OverseenFilters({ query, flows, isNarrowed, onChange }: OverseenFiltersProps) {
  const { t } = useTranslation("overseeing");
  const states = useTranslation("flows").t;
  const nodes = flows.find(({ key }) => key === query.flow)?.nodes ?? [];
  return (
    <div className={styles.filters}>
      <SoughtInput
        className={styles.search}
        label={t("search")}
        asked={query.search ?? ""}
        onAsk={(search) => onChange({ search })}
      />
      <Select<string>
        allowClear
        aria-label={t("any_flow")}
        placeholder={t("any_flow")}
        value={query.flow ?? null}
        popupMatchSelectWidth={false}
        options={flows.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(flow: string | undefined) => onChange({ flow: flow ?? null, node: null })}
      />
      {nodes.length > 0 ? (
        <Select<string>
          allowClear
          aria-label={t("any_node")}
          placeholder={t("any_node")}
          value={query.node ?? null}
          popupMatchSelectWidth={false}
          options={nodes.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(node: string | undefined) => onChange({ node: node ?? null })}
        />
      ) : null}
      <Select<string>
        aria-label={t("state")}
        value={query.state ?? ANY}
        popupMatchSelectWidth={false}
        options={[
          ...STATES.map((value) => ({ value, label: states(`state.${value}`) })),
          { value: ANY, label: t("any_state") },
        ]}
        onChange={(state) => onChange({ state: state === "running" ? null : state })}
      />
      {query.state === "running" ? (
        <>
          <PersonSelect
            id="overseen-person"
            label={t("any_person")}
            placeholder={t("any_person")}
            value={query.person ?? null}
            onChange={(person) => onChange({ person: person === null ? null : String(person) })}
          />
          <Select<number>
            allowClear
            aria-label={t("any_age")}
            placeholder={t("any_age")}
            value={query.days ?? null}
            popupMatchSelectWidth={false}
            options={AGES.map((value) => ({ value, label: t("age", { count: value }) }))}
            onChange={(days: number | undefined) =>
              onChange({ days: days === undefined ? null : String(days) })
            }
          />
        </>
      ) : null}
      <Select<string>
        aria-label={t("order")}
        value={query.order ?? "latest"}
        popupMatchSelectWidth={false}
        options={(["latest", "longest"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(order) => onChange({ order: order === "latest" ? null : order })}
      />
      {isNarrowed ? (
        <Button type="text" onClick={() => onChange(NOTHING)}>
          {t("clear")}
        </Button>
      ) : null}
    </div>
  );
}
