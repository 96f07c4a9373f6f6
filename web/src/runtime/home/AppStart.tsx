/** Opens the first page of an app that the reader may see. */
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { Notice } from "~/ui/Notice";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { addressOf, entriesOf, flattened } from "../shell/menu";

export function AppStart() {
  const { t } = useTranslation("shell");
  const app = useCurrentApp();
  const [first] = flattened(entriesOf(app)).flatMap((entry) =>
    entry.form ? (addressOf(app, entry)?.to ?? []) : [],
  );
  const [form] = app.forms;
  const to = first ?? (form && addresses.list(app.key, form.key));
  if (!to) return <Notice title={t("no_pages")}>{t("no_pages_text")}</Notice>;
  return <Navigate to={to} replace />;
}
