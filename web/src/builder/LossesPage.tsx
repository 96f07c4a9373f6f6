/** Values that did not fit what their fields became: kept aside, found by field, put right or left blank. */
import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Input, Segmented } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { keys } from "~/api/keys";
import { type LeftField, publishing } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { Select } from "~/ui/Select";
import styles from "./Admin.module.css";
import { AlikeList } from "./AlikeList";
import { LossList } from "./LossList";
import { nameOfPath } from "./names";

export interface LeftPlace {
  form: string;
  field: string;
  name: string;
  count: number;
}

/** The fields, each once though several versions may have left values of it behind. */
function placesOf(items: readonly LeftField[], nameOf: (path: string, label: string) => string): LeftPlace[] {
  const found = new Map<string, LeftPlace>();
  for (const { form, field, label, count } of items) {
    const path = `${form}.${field}`;
    const before = found.get(path)?.count ?? 0;
    found.set(path, { form, field, name: nameOf(path, label), count: before + count });
  }
  return [...found.values()];
}

type Way = "alike" | "single";

export function LossesPage() {
  const { t } = useTranslation("admin");
  const locale = useLocale();
  const app = useCurrentApp();
  const [asked, setAsked] = useSearchParams();
  const [way, setWay] = useState<Way>("alike");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const left = useQuery({
    queryKey: keys.left(app.key),
    queryFn: ({ signal }) => publishing.left(app.key, signal),
  });
  const waiting = useDelayed(left.isPending);
  if (left.error && !left.data) return <Failure thrown={left.error} onRetry={() => void left.refetch()} />;
  if (!left.data) return waiting ? <PageSkeleton lines={6} /> : null;
  const places = placesOf(left.data, (path, label) => nameOfPath(app, path, locale, label));
  const [first] = places;
  if (!first) return <Notice title={t("losses.none")}>{t("losses.none_text")}</Notice>;
  const path = asked.get("field");
  const place = places.find(({ form, field }) => `${form}.${field}` === path) ?? first;
  return (
    <>
      <p className={styles.intro}>{t("losses.text")}</p>
      <div className={styles.toolbar}>
        <Select
          className={styles.fields ?? ""}
          aria-label={t("losses.field")}
          value={`${place.form}.${place.field}`}
          onChange={(chosen: string) => {
            setTyped("");
            setAsked({ field: chosen }, { replace: true });
          }}
          options={places.map(({ form, field, name, count }) => ({
            value: `${form}.${field}`,
            label: `${name} (${count.toLocaleString(locale)})`,
          }))}
        />
        <Segmented<Way>
          aria-label={t("losses.way")}
          value={way}
          onChange={setWay}
          options={[
            { value: "alike", label: t("losses.by_value") },
            { value: "single", label: t("losses.singly") },
          ]}
        />
        {way === "alike" ? (
          <Input
            className={styles.search ?? ""}
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t("losses.search")}
            aria-label={t("losses.search")}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        ) : null}
      </div>
      {way === "alike" ? (
        <AlikeList
          key={`${place.form}.${place.field}`}
          place={place}
          search={search}
          onShowAll={() => setTyped("")}
        />
      ) : (
        <LossList key={`${place.form}.${place.field}`} place={place} />
      )}
    </>
  );
}
