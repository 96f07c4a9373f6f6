/** The top of the page: what stands above the place I am at, and me. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formOf, useApp } from "~/api/apps";
import { useMe } from "~/api/session";
import { useLocale, useScheme } from "~/ui/appearance";
import { CompanyLogo, isWide } from "~/ui/CompanyLogo";
import { later } from "~/ui/later";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { NotificationBell } from "../notifications/NotificationBell";
import { SearchButton } from "../search/SearchButton";
import { useLogo } from "../session/logos";
import { useAddress } from "./address";
import { PersonMenu } from "./PersonMenu";
import styles from "./TopBar.module.css";

const InboxButton = later(async () => (await import("../flows/InboxButton")).InboxButton);

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation("shell");
  const locale = useLocale();
  const { company, is_looking: isLooking } = useMe();
  const { app: key, form: formKey, rest } = useAddress();
  const { data: app } = useApp(key ?? "");
  const form = app && formKey ? formOf(app, formKey) : undefined;

  const above: { to: string; text: string }[] = [{ to: "/", text: company.name || t("home") }];
  if (app) above.push({ to: addresses.app(app.key), text: textOf(app.label, locale) });
  if (app && form && rest)
    above.push({ to: addresses.list(app.key, form.key), text: textOf(form.label, locale) });

  return (
    <header className={styles.bar}>
      <nav aria-label={t("place")}>
        <ol className={styles.place}>
          {above.map(({ to, text }) => (
            <li key={to}>
              <Link to={to}>{to === "/" && key ? <Company name={text} /> : text}</Link>
            </li>
          ))}
        </ol>
      </nav>
      <SearchButton onOpen={onSearch} />
      <div className={styles.own}>
        {isLooking ? null : (
          <>
            <InboxButton />
            <NotificationBell />
          </>
        )}
        <PersonMenu />
      </div>
    </header>
  );
}

/** The company inside an app, whose own icon stands in the corner. */
function Company({ name }: { name: string }) {
  const scheme = useScheme();
  const logo = useLogo();
  if (!logo) return name;
  const isNamed = isWide(logo.picture);
  return (
    <span className={styles.company}>
      <CompanyLogo {...logo} on={scheme} height={20} widest={120} title={isNamed ? name : ""} />
      {isNamed ? null : name}
    </span>
  );
}
