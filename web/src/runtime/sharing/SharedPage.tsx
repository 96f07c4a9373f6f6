/** What colleagues share with the reader, in every application, the newest first. */
import "./words";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "~/api/keys";
import { shares } from "~/api/shares";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { addresses } from "../addresses";
import { AgoText } from "../record/AgoText";
import styles from "./ShareDialog.module.css";

export function SharedPage() {
  const { t } = useTranslation("sharing");
  const found = useQuery({ queryKey: keys.shared, queryFn: ({ signal }) => shares.withMe(signal) });
  if (found.error && !found.data)
    return <Failure thrown={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t("with_me.title")}</h1>
      <p className={styles.quiet}>{t("with_me.text")}</p>
      {found.isPending ? <EntriesSkeleton /> : null}
      {found.data?.length === 0 ? (
        <Notice picture="empty" title={t("with_me.none")}>
          {t("with_me.none_text")}
        </Notice>
      ) : null}
      {found.data && found.data.length > 0 ? (
        <ul className={styles.records}>
          {found.data.map(({ app, form, record, may_edit: mayEdit, by, at }) => (
            <li key={`${app.key} ${form.key} ${record.id}`}>
              <Link to={addresses.record(app.key, form.key, record.id)} className={styles.record}>
                <span className={styles.recordTitle}>{record.title || t("untitled")}</span>
                <span className={styles.mark}>{t(mayEdit ? "edit" : "view")}</span>
                <span className={styles.quiet}>
                  {`${app.title} · ${form.title}`}
                  {by ? ` · ${t("by", { name: by.title })}` : null}
                </span>
                <span className={styles.quiet}>
                  <AgoText at={at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
