/** A record's timeline: what happened to it and what is said about it, the newest first. */
import { CloseOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { type Comment, discussions, type Only } from "~/api/discussions";
import { keys } from "~/api/keys";
import { useMe } from "~/api/session";
import type { FormView, HistoryEntry } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Choices } from "~/ui/Choices";
import { useDelayed } from "~/ui/delay";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { ChangeEntry } from "../record/ChangeEntry";
import { type Among, merged, useAmong } from "./among";
import { CommentBox } from "./CommentBox";
import { CommentEntry } from "./CommentEntry";
import { keepingName } from "./keeping";
import { PlacedEntry } from "./PlacedEntry";
import styles from "./Timeline.module.css";
import { useDiscussion } from "./useDiscussion";

const FILTERS: readonly Only[] = ["all", "comments", "changes"];
/** Nothing but the records that link to this one. */
const AMONG = "among" as const;
const NOTHING = { items: [], goesOnFrom: null };
/** A comment that a notification leads to is looked for no further back than this. */
const MOST_PAGES = 10;

interface TimelineProps {
  form: FormView;
  id: number;
  /** The record is in the recycle bin: nothing more is said about it. */
  gone: boolean;
  /** All that is shown, where the reader has no choice. */
  fixed?: Only;
  /** Records that link to this one and stand among what happened. */
  among?: Among;
}

export function Timeline({ form, id, gone, fixed, among }: TimelineProps) {
  const { t } = useTranslation("discussion");
  const locale = useLocale();
  const app = useCurrentApp().key;
  const me = useMe().person.id;
  const [chosen, setChosen] = useState<Only | typeof AMONG>("all");
  const only = fixed ?? (chosen === AMONG ? "all" : chosen);
  const placing = useAmong(form, id, among, fixed === undefined && (chosen === "all" || chosen === AMONG));
  const [answering, setAnswering] = useState<Comment | null>(null);
  const discussion = useDiscussion(form.key, id);
  const followers = useQuery({
    queryKey: keys.followers(app, form.key, id),
    queryFn: () => discussions.followers(app, form.key, id),
    enabled: !gone,
  });
  const pages = useInfiniteQuery({
    queryKey: [...keys.timeline(app, form.key, id), only],
    queryFn: ({ pageParam }) => discussions.timeline(app, form.key, id, only, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const own = pages.data?.pages.flatMap((page) => page.items) ?? [];
  // What stands there by itself need not be told of once more.
  const told = own.filter((item) => item.type === "comment" || !isPlaced(item.link, item.action, among));
  const items = merged(
    chosen === AMONG ? NOTHING : { items: told, goesOnFrom: pages.hasNextPage ? own.at(-1)?.at : null },
    { items: placing.placed, goesOnFrom: placing.hasMore ? placing.placed.at(-1)?.at : null },
  );
  const sought = useSought(
    own.map((item) => (item.type === "comment" ? item.id : 0)),
    pages.hasNextPage && (pages.data?.pages.length ?? 0) < MOST_PAGES && !pages.isFetching,
    () => void pages.fetchNextPage(),
  );
  const waiting = useDelayed(pages.isPending);
  const may = !gone && followers.data?.may_comment === true;

  return (
    <section className={styles.timeline} aria-label={t("title")}>
      {may ? (
        <CommentBox
          key={answering?.id ?? "new"}
          keep={keepingName(me, app, form.key, id)}
          autoFocus={answering !== null}
          placeholder={t("placeholder")}
          send={t("send")}
          onSend={(parts, once) => discussion.add(parts, answering?.id ?? null, once)}
          onSent={() => setAnswering(null)}
          above={
            answering ? (
              <p className={styles.answering}>
                <span>{t("answering", { name: answering.author.title })}</span>
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t("answer_nobody")}
                  onClick={() => setAnswering(null)}
                />
              </p>
            ) : null
          }
        />
      ) : null}
      {fixed ? null : (
        <Choices<Only | typeof AMONG>
          label={t("only.title")}
          className={styles.filters}
          value={chosen}
          onChange={setChosen}
          options={[
            ...FILTERS.map((value) => ({ value, label: t(`only.${value}`) })),
            ...(among && placing.target
              ? [
                  {
                    value: AMONG as typeof AMONG,
                    label: textOf(among.inverse.label, locale) || textOf(placing.target.label, locale),
                  },
                ]
              : []),
          ]}
        />
      )}
      {pages.error && !pages.data ? (
        <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />
      ) : null}
      {waiting ? <EntriesSkeleton /> : null}
      {pages.data && items.length === 0 ? (
        <p className={styles.nothing}>
          {t(only === "changes" ? "no_changes" : chosen === AMONG ? "no_records" : "no_comments")}
        </p>
      ) : null}
      <ol className={styles.entries}>
        {items.map((item) =>
          "record" in item ? (
            placing.target && among ? (
              <PlacedEntry
                key={`record-${item.record.id}`}
                target={placing.target}
                entry={item}
                besides={[among.inverse.field, among.moment]}
              />
            ) : null
          ) : item.type === "change" ? (
            <ChangeEntry key={`change-${item.id}`} form={form} entry={item} />
          ) : (
            <CommentEntry
              key={`comment-${item.id}`}
              comment={item}
              discussion={discussion}
              sought={item.id === sought}
              onReply={may ? setAnswering : undefined}
            />
          ),
        )}
      </ol>
      {(pages.hasNextPage && chosen !== AMONG) || placing.hasMore ? (
        <Button
          type="link"
          loading={pages.isFetchingNextPage || placing.isFetching}
          onClick={() => {
            if (pages.hasNextPage && chosen !== AMONG) void pages.fetchNextPage();
            if (placing.hasMore) placing.more();
          }}
        >
          {t("older")}
        </Button>
      ) : null}
    </section>
  );
}

/** Whether an entry says no more than that a record began to link to this one, which stands among the others. */
function isPlaced(link: HistoryEntry["link"], action: string, among: Among | undefined): boolean {
  if (!link || !among || action !== "link") return false;
  return link.form === among.inverse.form && link.field === among.inverse.field;
}

/** The comment that the address names, brought into sight as soon as it is there. */
function useSought(shown: readonly number[], hasMore: boolean, more: () => void): number {
  const { hash, key } = useLocation();
  const sought = Number(/^#comment-(\d+)$/.exec(hash)?.[1] ?? 0);
  const reached = useRef("");
  const there = sought > 0 && shown.includes(sought);
  const visit = `${key} ${sought}`;
  useEffect(() => {
    if (sought === 0 || reached.current === visit) return;
    if (there) {
      reached.current = visit;
      document.getElementById(`comment-${sought}`)?.scrollIntoView({ block: "center" });
    } else if (hasMore) more();
  }, [sought, visit, there, hasMore, more]);
  return sought;
}
