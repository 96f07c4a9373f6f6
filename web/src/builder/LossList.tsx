/** The values of a field one by one: the record, what stood there, why it does not fit, and what it becomes. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type LeftValue, publishing, type Wanted } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { addresses } from "~/runtime/addresses";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Admin.module.css";
import { FixLine } from "./FixLine";
import type { LeftPlace } from "./LossesPage";

export function LossList({ place }: { place: LeftPlace }) {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
  const pages = useInfiniteQuery({
    queryKey: keys.leftValues(app, place.form, place.field),
    queryFn: ({ pageParam }) => publishing.leftValues(app, place.form, place.field, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const waiting = useDelayed(pages.isPending);
  if (pages.error && !pages.data)
    return <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return waiting ? <PageSkeleton lines={4} /> : null;
  return (
    <>
      <ul className={styles.lines}>
        {pages.data.pages
          .flatMap((page) => page.items)
          .map((value) => (
            <Value key={value.id} app={app} place={place} value={value} />
          ))}
      </ul>
      {pages.hasNextPage ? (
        <Button type="link" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("losses.more")}
        </Button>
      ) : null}
    </>
  );
}

function Value({ app, place, value }: { app: string; place: LeftPlace; value: LeftValue }) {
  const { t } = useTranslation("admin");
  const cache = useQueryClient();
  const fixing = useMutation({
    mutationFn: (wanted: Wanted) => publishing.putRight(app, value.id, wanted),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.left(app) }),
        cache.invalidateQueries({ queryKey: keys.records(app, place.form) }),
      ]),
  });
  const title = value.title || (value.record === null ? t("losses.unseen") : `#${value.record}`);
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        {value.record === null ? (
          <span className={styles.quiet}>{title}</span>
        ) : (
          <Link to={addresses.record(app, place.form, value.record)}>{title}</Link>
        )}
        <p>
          {value.value === null ? null : <span className={styles.old}>{value.value}</span>}{" "}
          <span className={styles.reason}>{value.reason}</span>
        </p>
      </div>
      {value.value === null ? null : (
        <FixLine
          about={title}
          count={1}
          busy={fixing.isPending}
          problem={fixing.error ? sentenceOf(fixing.error) : null}
          onFix={(wanted) => fixing.mutate(wanted)}
        />
      )}
    </li>
  );
}
