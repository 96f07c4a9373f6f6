/** The records that were opened last on this device, to go on with. */
import { HistoryOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { AppSummary } from "~/api/types";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useRecent } from "../search/found";
import { shownAt } from "../tour/tours";
import { EmptyPanel } from "./EmptyPanel";
import styles from "./HomePage.module.css";

export function RecentRecords({ apps }: { apps: readonly AppSummary[] }) {
  const { t } = useTranslation("home");
  const locale = useLocale();
  const { recent, isRead } = useRecent(true);
  if (recent.length === 0) return isRead ? <NothingOpened apps={apps} /> : null;
  return (
    <Part>
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
    </Part>
  );
}

function Part({ children }: { children: ReactNode }) {
  const { t } = useTranslation("home");
  return (
    <section {...shownAt("recent")} className={styles.section} aria-labelledby="recent">
      <h2 id="recent" className={styles.heading}>
        {t("recent")}
      </h2>
      {children}
    </section>
  );
}

/** Whoever is new here is shown where to begin. */
function NothingOpened({ apps }: { apps: readonly AppSummary[] }) {
  const { t } = useTranslation("home");
  const locale = useLocale();
  const navigate = useNavigate();
  const [first] = apps;
  if (!first) return null;
  return (
    <Part>
      <EmptyPanel
        icon={<HistoryOutlined aria-hidden />}
        title={t("recent_none")}
        action={
          <Button type="primary" onClick={() => void navigate(addresses.app(first.key))}>
            {t("open_app", { name: textOf(first.label, locale) })}
          </Button>
        }
      >
        {t("recent_none_text")}
      </EmptyPanel>
    </Part>
  );
}
