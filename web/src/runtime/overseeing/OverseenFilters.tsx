/** Narrows the flows that an administrator looks at. */
import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FlowOverview, OverseenQuery } from "~/api/overseeing";
import { PersonSelect } from "../people/PersonSelect";
import styles from "./Overseeing.module.css";
import { AGES, ANY, FILTERS, STATES } from "./overseenQuery";

interface OverseenFiltersProps {
  query: OverseenQuery;
  flows: FlowOverview["flows"];
  isNarrowed: boolean;
  onChange: (change: Record<string, string | null>) => void;
}

const PAUSE_MS = 250;
const NOTHING = Object.fromEntries(FILTERS.map((name) => [name, null]));

export function OverseenFilters({ query, flows, isNarrowed, onChange }: OverseenFiltersProps) {
  const { t } = useTranslation("overseeing");
  const states = useTranslation("flows").t;
  const [typed, setTyped] = useState(query.search ?? "");
  const asked = query.search ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => onChange({ search: typed.trim() || null }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const nodes = flows.find(({ key }) => key === query.flow)?.nodes ?? [];
  return (
    <div className={styles.filters}>
      <Input
        className={styles.search ?? ""}
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t("search")}
        aria-label={t("search")}
        value={typed}
        maxLength={200}
        onChange={({ target }) => setTyped(target.value)}
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
        <Button
          type="text"
          onClick={() => {
            setTyped("");
            onChange(NOTHING);
          }}
        >
          {t("clear")}
        </Button>
      ) : null}
    </div>
  );
}
