/** What waits for me, what I did, what I began and what I was let know: the list, and beside it what is open. */
import { Badge, Button, Tabs } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type InstanceState, MOST_AT_ONCE, type TaskLine, type TaskList, type TaskQuery } from "~/api/flows";
import { useDelayed } from "~/ui/delay";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { usePhone } from "~/ui/phone";
import { BulkApproval } from "./BulkApproval";
import styles from "./Inbox.module.css";
import { InboxFilters } from "./InboxFilters";
import { InboxLine } from "./InboxLine";
import { InstancePane } from "./InstancePane";
import { isFree } from "./pressed";
import { useCounts, useTasks } from "./useTasks";
import "./words";

const LISTS: readonly TaskList[] = ["todo", "done", "started", "copied"];
const FEWEST = 2;

const nameOf = (line: TaskLine): string => `${line.instance}/${line.task ?? ""}`;

/** What stands open while nothing is chosen: the first line, and it stays when others come before it. */
function useFirst(items: readonly TaskLine[]): number | null {
  const [kept, keep] = useState<number | null>(null);
  const first = items.some(({ instance }) => instance === kept) ? kept : (items[0]?.instance ?? null);
  if (first !== kept) keep(first);
  return first;
}

export function InboxPage() {
  const { t } = useTranslation("flows");
  const phone = usePhone();
  const counts = useCounts();
  const [search, setSearch] = useSearchParams();
  const list = LISTS.find((each) => each === search.get("list")) ?? "todo";
  const query: TaskQuery = {
    app: search.get("app") ?? undefined,
    flow: search.get("flow") ?? undefined,
    state: (search.get("state") as InstanceState | null) ?? undefined,
    overdue: search.get("overdue") !== null || undefined,
    search: search.get("search") || undefined,
  };
  const pages = useTasks(list, query);
  const waiting = useDelayed(pages.isPending);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const asked = Number(search.get("instance")) || null;
  const first = useFirst(items);
  const open = asked ?? (phone ? null : first);
  const place = items.findIndex((line) => line.instance === open);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const offered = new Set(items.flatMap((line) => (list === "todo" && line.task ? [line.task] : [])));
  const marked = [...chosen].filter((task) => offered.has(task));
  const isBelow = phone && open !== null;

  function go(change: Record<string, string | null>): void {
    setSearch(
      (before) => {
        for (const [name, value] of Object.entries(change)) {
          if (value === null) before.delete(name);
          else before.set(name, value);
        }
        return before;
      },
      // Of what one looks through with the arrows, the way back knows nothing.
      { replace: !phone },
    );
  }

  function show(line: TaskLine | undefined): void {
    if (line) go({ instance: String(line.instance) });
  }

  function mark(task: number, is: boolean): void {
    const next = new Set(marked);
    if (is && next.size < MOST_AT_ONCE) next.add(task);
    else next.delete(task);
    setChosen(next);
  }

  /** What was dealt with leaves the list: the next one takes its place. */
  function goOn(): void {
    if (list !== "todo") return;
    const next = items.slice(place + 1).find((line) => line.instance !== open) ?? null;
    go({ instance: phone || !next ? null : String(next.instance) });
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isFree(event) || isBelow) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        show(items[place < 0 ? 0 : place + step]);
      } else if (event.key === "Enter" && event.target === document.body) {
        document.getElementById("instance")?.focus();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  const label = (each: TaskList) => {
    const count = each === "todo" ? counts?.todo : each === "started" ? counts?.running : 0;
    return (
      <span className={styles.tab}>
        {t(`list.${each}`)}
        {count ? (
          <Badge count={count} size="small" color={each === "todo" ? undefined : "var(--ink-faint)"} />
        ) : null}
      </span>
    );
  };

  return (
    <div className={styles.page} data-below={isBelow}>
      {isBelow ? null : (
        <section className={styles.left} aria-label={t("title")}>
          <h1 className={styles.title}>{t("title")}</h1>
          <Tabs
            className={styles.tabs ?? ""}
            size="small"
            tabBarGutter={16}
            activeKey={list}
            onChange={(key) => go({ list: key, instance: null, state: null, overdue: null })}
            items={LISTS.map((key) => ({ key, label: label(key) }))}
          />
          <InboxFilters list={list} query={query} items={items} onChange={go} />
          {list === "todo" && marked.length > 0 ? (
            <BulkApproval
              lines={items.filter((line) => line.task !== null && marked.includes(line.task))}
              onClear={() => setChosen(new Set())}
            />
          ) : null}
          <div className={styles.lines}>
            {pages.error && !pages.data ? (
              <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />
            ) : null}
            {waiting ? <EntriesSkeleton /> : null}
            {pages.data && items.length === 0 ? (
              query.search ? (
                <Notice picture="search" title={t("none_found")}>
                  {t("none_found_text")}
                </Notice>
              ) : (
                <Notice title={t(`nothing.${list}`)}>{t(`nothing_text.${list}`)}</Notice>
              )
            ) : null}
            <ul className={styles.list}>
              {items.map((line) => (
                <InboxLine
                  key={nameOf(line)}
                  line={line}
                  list={list}
                  isOpen={line.instance === open}
                  isChosen={line.task !== null && marked.includes(line.task)}
                  onOpen={() => show(line)}
                  onChoose={
                    list === "todo" && line.task !== null && offered.size >= FEWEST
                      ? (is) => mark(line.task ?? 0, is)
                      : undefined
                  }
                />
              ))}
            </ul>
            {pages.hasNextPage ? (
              <Button
                type="link"
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t("older")}
              </Button>
            ) : null}
          </div>
          {phone || list !== "todo" ? null : <p className={styles.keys}>{t("keys")}</p>}
        </section>
      )}
      {phone && open === null ? null : (
        <section id="instance" tabIndex={-1} className={styles.right}>
          {open === null ? (
            <p className={styles.none}>{t("nothing_open")}</p>
          ) : (
            <InstancePane
              key={open}
              id={open}
              onBack={phone ? () => go({ instance: null }) : undefined}
              onDecided={goOn}
            />
          )}
        </section>
      )}
    </div>
  );
}
