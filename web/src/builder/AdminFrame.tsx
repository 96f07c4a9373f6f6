/** The frame of an application's administration: what it is for, and its pages. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation } from "react-router";
import { Problem } from "~/api/problem";
import { useCurrentApp } from "~/runtime/AppContext";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import styles from "./Admin.module.css";
import { adminAddresses } from "./adminAddresses";

export function AdminFrame() {
  const { t } = useTranslation("admin");
  const locale = useLocale();
  const app = useCurrentApp();
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another tab to be seen
  useEffect(() => {
    // On a phone not all of them fit.
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  if (!app.can_build) return <Failure thrown={new Problem(403, {})} />;
  const pages = [
    { to: adminAddresses.versions(app.key), text: t("versions.title"), end: true },
    { to: adminAddresses.publish(app.key), text: t("publish.title"), end: false },
    { to: adminAddresses.losses(app.key), text: t("losses.title"), end: false },
    { to: adminAddresses.parked(app.key), text: t("parked.title"), end: false },
    { to: adminAddresses.usage(app.key), text: t("usage.title"), end: false },
  ];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t("title", { app: textOf(app.label, locale) })}</h1>
      </header>
      <nav ref={tabs} className={styles.tabs} aria-label={t("pages")}>
        {pages.map(({ to, text, end }) => (
          <NavLink key={to} to={to} end={end} className={styles.tab}>
            {text}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
