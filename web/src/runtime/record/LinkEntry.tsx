/** In a record's history: another record began or ended to link to it. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldOf, formOf } from "~/api/apps";
import type { HistoryEntry } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import styles from "./History.module.css";

interface LinkEntryProps {
  action: string;
  link: NonNullable<HistoryEntry["link"]>;
}

export function LinkEntry({ action, link }: LinkEntryProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const app = useCurrentApp();
  const form = formOf(app, link.form);
  const field = form && fieldOf(form, link.field);
  const name = textOf(form?.label, locale);
  return (
    <>
      {action === "unlink" ? t("unlinked", { form: name }) : t("linked", { form: name })}{" "}
      <Link to={addresses.record(app.key, link.form, link.record.id)}>
        {link.record.title || t("untitled")}
      </Link>
      {field ? <span className={styles.field}> · {textOf(field.label, locale)}</span> : null}
    </>
  );
}
