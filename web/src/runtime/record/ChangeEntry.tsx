/** One change of a record in words: who did what, when, why, and what became of which field. */
import { useTranslation } from "react-i18next";
import { fieldOf } from "~/api/apps";
import type { FormView, HistoryEntry } from "~/api/types";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { AgoText } from "./AgoText";
import { ChangeLine } from "./ChangeLine";
import styles from "./History.module.css";
import { LinkEntry } from "./LinkEntry";

const KNOWN = ["create", "update", "delete", "restore", "import", "computed", "share", "unshare"] as const;

export function ChangeEntry({ form, entry }: { form: FormView; entry: HistoryEntry }) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const action = KNOWN.find((known) => known === entry.action) ?? "update";
  const who = entry.actor?.title ?? t("system");
  const button = entry.cause?.button ? fieldOf(form, entry.cause.button) : undefined;
  const began = action === "create" || action === "import";
  // That it was put into the recycle bin, or brought back, is said above, with when.
  const told = entry.changes.filter(({ field }) => field !== "deleted_at");
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
        {entry.cause && "button" in entry.cause ? (
          <p className={styles.note}>
            {t("press.by", { name: textOf(button?.label ?? {}, locale) || t("press.some") })}
          </p>
        ) : null}
        {entry.cause?.shared ? (
          <ul className={styles.changes}>
            {entry.cause.shared.map((one) => (
              <li key={`${one.kind} ${one.with.id}`}>
                {one.with.title}
                <span className={styles.when}>{t(one.may_edit ? "shared_edit" : "shared_view")}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {entry.cause?.note ? <p className={styles.note}>{entry.cause.note}</p> : null}
        {began ? null : (
          <ul className={styles.changes}>
            {told.map((change) => (
              <ChangeLine key={change.field} form={form} change={change} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
