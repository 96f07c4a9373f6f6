/** The records that were opened last on this device, to go on with. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AppSummary } from "~/api/types";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useRecent } from "../search/found";
import styles from "./HomePage.module.css";

export function RecentRecords({ apps }: { apps: readonly AppSummary[] }) {
  const { t } = useTranslation("home");
  const locale = useLocale();
  const recent = useRecent(true);
  if (recent.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="recent">
      <h2 id="recent" className={styles.heading}>
        {t("recent")}
      </h2>
      <ul className={styles.recent}>
        {recent.map(({ app: key, form, id, title }) => {
          const app = apps.find((one) => one.key === key);
          return (
            <li key={`${key}-${form}-${id}`}>
              <Link to={addresses.record(key, form, id)} className={styles.visited}>
                {app ? <AppIcon app={app} size={20} /> : null}
                <span className={styles.visitedTitle}>{title || t("untitled", { id })}</span>
                {app ? <span className={styles.visitedApp}>{textOf(app.label, locale)}</span> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
