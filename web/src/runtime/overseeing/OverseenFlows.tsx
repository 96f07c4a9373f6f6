/** The flows that run, or ran, narrowed by the address; one of them open beside the list. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type FlowOverview, overseeing, overseeingKeys } from "~/api/overseeing";
import { Drawer } from "~/ui/Drawer";
import { useDelayed } from "~/ui/delay";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { later } from "~/ui/later";
import { Notice } from "~/ui/Notice";
import { usePhone } from "~/ui/phone";
import { useCurrentApp } from "../AppContext";
import { InstancePane } from "../flows/InstancePane";
import styles from "./Overseeing.module.css";
import { OverseenFilters } from "./OverseenFilters";
import { OverseenLine } from "./OverseenLine";
import { FILTERS, queryIn } from "./overseenQuery";

const MigrateDialog = later(async () => (await import("./MigrateDialog")).MigrateDialog, null);

const WIDTH = 960;
/** So many are moved at once. */
const MOST = 100;

export function OverseenFlows({ flows }: Pick<FlowOverview, "flows">) {
  const { t } = useTranslation("overseeing");
  const app = useCurrentApp();
  const phone = usePhone();
  const [address, setAddress] = useSearchParams();
  const query = queryIn(address);
  const open = Number(address.get("instance")) || null;
  const pages = useInfiniteQuery({
    queryKey: overseeingKeys.list(app.key, query),
    queryFn: ({ pageParam }) => overseeing.find(app.key, query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const waiting = useDelayed(pages.isPending);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [moving, setMoving] = useState(false);
  const movable = items.filter((line) => line.state === "running" && line.flow.version !== app.version);
  const picked = movable.filter((line) => chosen.includes(line.instance));
  const flow = picked[0]?.flow ?? null;
  const isNarrowed = FILTERS.some((name) => address.get(name));

  function go(change: Record<string, string | null>): void {
    setAddress(
      (before) => {
        for (const [name, value] of Object.entries(change)) {
          if (value === null) before.delete(name);
          else before.set(name, value);
        }
        return before;
      },
      { replace: true },
    );
  }

  return (
    <>
      <OverseenFilters query={query} flows={flows} isNarrowed={isNarrowed} onChange={go} />
      {pages.error && !pages.data ? (
        <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />
      ) : null}
      {waiting ? <EntriesSkeleton /> : null}
      {pages.data && items.length === 0 ? (
        <Notice picture={isNarrowed ? "search" : "empty"} title={t(isNarrowed ? "none_found" : "none")}>
          {t(isNarrowed ? "none_found_text" : "none_text")}
        </Notice>
      ) : null}
      {items.length > 0 ? (
        <table className={styles.table} aria-label={t("instances")}>
          <thead>
            <tr>
              <th scope="col" aria-label={t("chosen")} className={styles.chosen} />
              {(["record", "standing", "waiting_for", "began", "state"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <OverseenLine
                key={line.instance}
                line={line}
                isOpen={line.instance === open}
                isOld={movable.includes(line)}
                isChosen={
                  movable.includes(line) && (flow === null || flow.key === line.flow.key)
                    ? chosen.includes(line.instance)
                    : null
                }
                onChoose={(is) =>
                  setChosen((before) =>
                    is ? [...before, line.instance] : before.filter((each) => each !== line.instance),
                  )
                }
                onOpen={() => go({ instance: String(line.instance) })}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      {flow === null ? null : (
        <div className={styles.picked} role="toolbar" aria-label={t("chosen")}>
          <span>{t("chosen_count", { count: picked.length, flow: flow.title })}</span>
          <Button type="primary" onClick={() => setMoving(true)}>
            {t("move")}
          </Button>
          <Button
            onClick={() =>
              setChosen(movable.filter((line) => line.flow.key === flow.key).map((line) => line.instance))
            }
          >
            {t("choose_all")}
          </Button>
          <Button type="text" onClick={() => setChosen([])}>
            {t("choose_none")}
          </Button>
        </div>
      )}
      {moving && flow !== null ? (
        <MigrateDialog
          flow={flow}
          instances={picked.map((line) => line.instance).slice(0, MOST)}
          onClose={() => {
            setMoving(false);
            setChosen([]);
          }}
        />
      ) : null}
      {pages.hasNextPage ? (
        <Button type="link" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("older")}
        </Button>
      ) : null}
      <Drawer
        open={open !== null}
        size={phone ? "100%" : WIDTH}
        closable={!phone}
        title={phone ? null : t("instances")}
        styles={{ body: { display: "flex", flexDirection: "column", padding: 0 } }}
        onClose={() => go({ instance: null })}
      >
        {open === null ? null : (
          <InstancePane
            key={open}
            id={open}
            onBack={phone ? () => go({ instance: null }) : undefined}
            onDecided={() => undefined}
          />
        )}
      </Drawer>
    </>
  );
}
