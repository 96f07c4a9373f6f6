/** The head of the pages about the organisation: where one is, and the way to the others. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { addresses } from "../addresses";
import styles from "./OrganisationHead.module.css";

const PAGES = [
  { path: addresses.people, word: "people" },
  { path: addresses.positions, word: "positions" },
  { path: addresses.groups, word: "groups" },
] as const;

/** `children` is what the page does. */
export function OrganisationHead({ children }: { children: ReactNode }) {
  const { t } = useTranslation("people");
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{t("title")}</h1>
      <nav aria-label={t("title")} className={styles.pages}>
        {PAGES.map(({ path, word }) => (
          <NavLink key={path} to={path} end className={styles.page ?? ""}>
            {t(`pages.${word}`)}
          </NavLink>
        ))}
      </nav>
      <div className={styles.doing}>{children}</div>
    </header>
  );
}
