/** The frame of every page: menu at the left, bar at the top, or a bar at the bottom on a phone. */
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useMe } from "~/api/session";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { usePhone } from "~/ui/phone";
import { LiveUpdates } from "../live/LiveUpdates";
import { useNews } from "../notifications/useNotifications";
import { takeRenewed } from "../renewal";
import { useSearchKeys } from "../search/opening";
import { Banner } from "./Banner";
import styles from "./Shell.module.css";
import { SideMenu } from "./SideMenu";
import { TopBar } from "./TopBar";

const SeeAsBar = later(async () => (await import("../rights/SeeAsBar")).SeeAsBar, null);
const BottomBar = later(
  async () => (await import("./BottomBar")).BottomBar,
  <div className={styles.bottom} />,
);
const SearchDialog = later(async () => (await import("../search/SearchDialog")).SearchDialog, null);

const NARROW = "mortise.side.narrow";

export function Shell() {
  const { t } = useTranslation("shell");
  const phone = usePhone();
  const { is_looking: isLooking } = useMe();
  const { message } = useFeedback();
  const [narrow, setNarrow] = useState(() => localStorage.getItem(NARROW) === "yes");
  // Before somebody searched for the first time the dialog need not be there.
  const [searching, setSearching] = useState<boolean | null>(null);
  const search = useCallback(() => setSearching(true), []);
  useSearchKeys(search);

  useNews();
  useEffect(() => {
    if (takeRenewed()) void message.info(t("renewed"), 5);
  }, [message, t]);

  function toggle(): void {
    localStorage.setItem(NARROW, narrow ? "no" : "yes");
    setNarrow(!narrow);
  }

  return (
    <div className={styles.shell} data-narrow={narrow}>
      <a className={styles.skip} href="#content">
        {t("skip")}
      </a>
      {phone ? null : <SideMenu narrow={narrow} onToggle={toggle} />}
      <div className={styles.column}>
        <Banner />
        {isLooking ? <SeeAsBar /> : <LiveUpdates />}
        {phone ? null : <TopBar onSearch={search} />}
        <main id="content" tabIndex={-1} className={styles.content}>
          <Outlet />
        </main>
        {phone ? <BottomBar onSearch={search} /> : null}
      </div>
      {searching === null ? null : <SearchDialog open={searching} onClose={() => setSearching(false)} />}
    </div>
  );
}
