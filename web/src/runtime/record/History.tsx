/** What happened to a record, newest first, in words. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FormView, HistoryEntry } from "~/api/types";
import { Avatar } from "~/ui/Avatar";
import { Failure } from "~/ui/Failure";
import { useCurrentApp } from "../AppContext";
import { AgoText } from "./AgoText";
import { ChangeLine } from "./ChangeLine";
import styles from "./History.module.css";
import { LinkEntry } from "./LinkEntry";

export function History({ form, id }: { form: FormView; id: number }) {
  const { t } = useTranslation("record");
  const app = useCurrentApp().key;
  const pages = useInfiniteQuery({
    queryKey: keys.history(app, form.key, id),
    queryFn: ({ pageParam }) => records.history(app, form.key, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (pages.error && !pages.data)
    return <Failure thrown={pages.error} onRetry={() => void pages.refetch()} />;
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.history} aria-label={t("history")}>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <Entry key={`${entry.id} ${entry.action}`} form={form} entry={entry} />
        ))}
      </ol>
      {pages.hasNextPage ? (
        <Button type="link" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("older")}
        </Button>
      ) : null}
    </section>
  );
}

const KNOWN = ["create", "update", "delete", "restore", "import", "computed"] as const;

function Entry({ form, entry }: { form: FormView; entry: HistoryEntry }) {
  const { t } = useTranslation("record");
  const action = KNOWN.find((known) => known === entry.action) ?? "update";
  const who = entry.actor?.title ?? t("system");
  const began = action === "create" || action === "import";
  return (
    <li className={styles.entry}>
      <Avatar name={who} size={24} />
      <div className={styles.what}>
        <p className={styles.who}>
          <strong>{who}</strong>{" "}
          {entry.link ? <LinkEntry action={entry.action} link={entry.link} /> : t(`did.${action}`)}
          <span className={styles.when}>
            <AgoText at={entry.at} />
          </span>
        </p>
        {entry.cause?.note ? <p className={styles.note}>{entry.cause.note}</p> : null}
        {began ? null : (
          <ul className={styles.changes}>
            {entry.changes.map((change) => (
              <ChangeLine key={change.field} form={form} change={change} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
