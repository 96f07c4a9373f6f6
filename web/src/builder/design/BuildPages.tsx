/** The pages on which an application is built. */
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import { shownAt } from "~/runtime/tour/tours";
import { buildAddresses } from "../buildAddresses";
import styles from "./BuildPages.module.css";

export function BuildPages() {
  const { t } = useTranslation("design");
  const { app = "" } = useParams();
  const pages = [
    { to: buildAddresses.design(app), text: t("pages.forms") },
    { to: buildAddresses.pages(app), text: t("pages.records") },
    { to: buildAddresses.flows(app), text: t("pages.flows"), within: true },
    { to: buildAddresses.menu(app), text: t("pages.menu") },
    { to: buildAddresses.roles(app), text: t("pages.roles") },
  ];
  return (
    <nav {...shownAt("parts")} className={styles.pages} aria-label={t("pages.title")}>
      {pages.map(({ to, text, within = false }) => (
        <NavLink key={to} to={to} end={!within} className={styles.page}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
