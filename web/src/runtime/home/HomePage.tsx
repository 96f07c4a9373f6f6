/** The first page: what waits for me, the apps, and what I worked on last. */
import { AppstoreAddOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useApps } from "~/api/apps";
import { useMe } from "~/api/session";
import { dayInWords, today } from "~/kinds/calendar";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale, useScheme } from "~/ui/appearance";
import { CompanyLogo } from "~/ui/CompanyLogo";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { addresses } from "../addresses";
import { useLogo } from "../session/logos";
import { TourHost } from "../tour/TourHost";
import { shownAt } from "../tour/tours";
import { Catalog } from "./Catalog";
import { EmptyPanel } from "./EmptyPanel";
import styles from "./HomePage.module.css";
import { RecentRecords } from "./RecentRecords";
import { Waiting } from "./Waiting";

const STOPS = ["side", "waiting", "apps", "recent", "search", "bell", "person"];

export function HomePage() {
  const { t } = useTranslation("home");
  const locale = useLocale();
  const { person, company, is_looking: isLooking } = useMe();
  const apps = useApps();
  const waiting = useDelayed(apps.isPending);
  const scheme = useScheme();
  const logo = useLogo();
  const isPhone = usePhone();

  if (apps.error && !apps.data) return <Failure thrown={apps.error} onRetry={() => void apps.refetch()} />;
  if (!apps.data) return waiting ? <PageSkeleton lines={4} /> : null;
  return (
    <div className={styles.page}>
      {/* The corner and the bar that show it elsewhere are not there on a phone. */}
      {isPhone && logo ? (
        <p className={styles.logo}>
          <CompanyLogo {...logo} on={scheme} height={32} widest={200} title={company.name} />
        </p>
      ) : null}
      <h1 className={styles.title}>{t("greeting", { name: person.name })}</h1>
      <p className={styles.day}>{dayInWords(today(company.time_zone), locale)}</p>
      {apps.data.length > 0 && !isLooking ? <Waiting /> : null}
      {apps.data.length === 0 && !person.is_administrator ? (
        <Notice title={t("no_apps")}>{t("no_apps_text")}</Notice>
      ) : (
        <section {...shownAt("apps")} className={styles.section} aria-labelledby="apps">
          <h2 id="apps" className={styles.heading}>
            {t("apps")}
          </h2>
          {apps.data.length === 0 ? (
            <EmptyPanel
              icon={<AppstoreAddOutlined aria-hidden />}
              title={t("apps_none")}
              action={
                <Button type="primary" href={addresses.newApp}>
                  {t("new_app")}
                </Button>
              }
            >
              {t("apps_none_text")}
            </EmptyPanel>
          ) : null}
          <ul className={styles.tiles}>
            {apps.data.map((app) => (
              <li key={app.key}>
                <Link to={addresses.enter(app)} className={styles.tile}>
                  <AppIcon app={app} size={40} />
                  <span className={styles.text}>
                    <strong>{textOf(app.label, locale)}</strong>
                    {app.version === null ? <span className={styles.mark}>{t("unpublished")}</span> : null}
                    <span className={styles.description}>{textOf(app.description, locale)}</span>
                  </span>
                </Link>
              </li>
            ))}
            {person.is_administrator && apps.data.length > 0 ? (
              <li>
                <Link to={addresses.newApp} className={`${styles.tile} ${styles.add}`}>
                  <span className={styles.plus} aria-hidden>
                    <PlusOutlined />
                  </span>
                  <strong>{t("new_app")}</strong>
                </Link>
              </li>
            ) : null}
          </ul>
        </section>
      )}
      <RecentRecords apps={apps.data.filter(({ version }) => version !== null)} />
      {person.is_administrator ? <Catalog /> : null}
      <TourHost name="home" stops={STOPS} />
    </div>
  );
}
