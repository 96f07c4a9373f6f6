/** Opens the first page of an app that the reader may see. */
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { formOf } from "~/api/apps";
import type { AppView, MenuEntry } from "~/api/types";
import { Notice } from "~/ui/Notice";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";

function firstForm(app: AppView, entries: readonly MenuEntry[]): string | undefined {
  for (const entry of entries) {
    const found = entry.form && formOf(app, entry.form) ? entry.form : firstForm(app, entry.entries);
    if (found) return found;
  }
  return undefined;
}

export function AppStart() {
  const { t } = useTranslation("shell");
  const app = useCurrentApp();
  const form = firstForm(app, app.menu) ?? app.forms[0]?.key;
  if (!form) return <Notice title={t("no_pages")}>{t("no_pages_text")}</Notice>;
  return <Navigate to={addresses.list(app.key, form)} replace />;
}
