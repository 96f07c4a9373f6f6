/** The old values of a field, each once with how many records have it; put right in all of them at a stroke. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf, told } from "~/api/problem";
import { type AlikeValue, publishing, type Wanted } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Admin.module.css";
import { FixLine } from "./FixLine";
import type { LeftPlace } from "./LossesPage";

interface AlikeListProps {
  place: LeftPlace;
  /** Part of the values that are shown; blank for all. */
  search: string;
  onShowAll: () => void;
}

export function AlikeList({ place, search, onShowAll }: AlikeListProps) {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
  const values = useQuery({
    queryKey: keys.alike(app, place.form, place.field, search),
    queryFn: ({ signal }) => publishing.alike(app, place.form, place.field, search, signal),
    placeholderData: (before) => before,
  });
  const waiting = useDelayed(values.isPending);
  if (values.error && !values.data)
    return <Failure thrown={values.error} onRetry={() => void values.refetch()} />;
  return (
    <>
      {!values.data ? (
        waiting && <PageSkeleton lines={4} />
      ) : values.data.items.length === 0 ? (
        <Notice
          picture="search"
          title={search ? t("losses.nothing_found") : t("losses.nothing_seen")}
          actions={search ? <Button onClick={onShowAll}>{t("losses.show_all")}</Button> : null}
        >
          {search ? t("losses.nothing_found_text", { search }) : t("losses.nothing_seen_text")}
        </Notice>
      ) : (
        <ul className={styles.lines}>
          {values.data.items.map((value) => (
            <Value key={value.id} app={app} place={place} value={value} />
          ))}
        </ul>
      )}
      {values.data?.truncated ? <p className={styles.quiet}>{t("losses.truncated")}</p> : null}
    </>
  );
}

function Value({ app, place, value }: { app: string; place: LeftPlace; value: AlikeValue }) {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const fixing = useMutation({
    mutationFn: (wanted: Wanted) => publishing.putAlikeRight(app, value.id, wanted),
    onSuccess: ({ settled, refused }) => {
      if (settled > 0) void message.success(t("losses.settled", { count: settled }));
      const [issue] = refused[0]?.issues ?? [];
      if (issue) {
        const why = told(issue);
        void message.warning(t("losses.refused", { count: refused.length, why }), 8);
      }
      return cache.invalidateQueries({ queryKey: keys.left(app) });
    },
  });
  // Rows of a sub-table are put right one by one, where their record is seen.
  const inRows = place.field.includes(".");
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <span className={styles.old}>{value.text}</span>
        <p className={styles.quiet}>{t("publish.records", { count: value.count })}</p>
      </div>
      <FixLine
        about={value.text}
        count={value.count}
        canWrite={!inRows}
        busy={fixing.isPending}
        problem={fixing.error ? sentenceOf(fixing.error) : null}
        onFix={(wanted) => fixing.mutate(wanted)}
      />
    </li>
  );
}
