/** Offers newcomers a tour of the page they are on, and leads whoever asks for it. */
import { CloseOutlined, CompassOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { later } from "~/ui/later";
import styles from "./Tour.module.css";
import { endTour, leaveTour, startTour, type TourName, useRunningTour } from "./tours";

const TourRun = later(async () => (await import("./TourRun")).TourRun, null);

interface TourHostProps {
  name: TourName;
  /** The stops in their order; what is not on the page is passed by. */
  stops: readonly string[];
}

export function TourHost({ name, stops }: TourHostProps) {
  const { t } = useTranslation("tour");
  const { person, is_looking: isLooking } = useMe();
  const running = useRunningTour();
  // Whoever goes elsewhere has left the tour.
  useEffect(() => () => leaveTour(name), [name]);
  if (running === name) return <TourRun name={name} stops={stops} />;
  if (isLooking || running !== null || person.tours.includes(name)) return null;
  return (
    <section className={styles.offer} aria-label={t("offer")}>
      <CompassOutlined aria-hidden className={styles.mark ?? ""} />
      <div className={styles.said}>
        <strong>{t(`tour:${name}.offer`)}</strong>
        <span className={styles.quiet}>{t(`tour:${name}.offer_text`)}</span>
        <span className={styles.deeds}>
          <Button type="primary" size="small" onClick={() => startTour(name)}>
            {t("begin")}
          </Button>
          <Button size="small" type="text" onClick={() => void endTour(name)}>
            {t("not_now")}
          </Button>
        </span>
      </div>
      <Button
        type="text"
        size="small"
        aria-label={t("close")}
        icon={<CloseOutlined aria-hidden />}
        onClick={() => void endTour(name)}
      />
    </section>
  );
}
