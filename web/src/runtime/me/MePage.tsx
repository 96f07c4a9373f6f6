/** My own page: who I am here, how the pages look, and what lets me in. */
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { AbsenceSection } from "../absence/AbsenceSection";
import { WorkingCalendar } from "../company/WorkingCalendar";
import { PasswordForm } from "../session/PasswordForm";
import { AppearanceSettings } from "../shell/AppearanceSettings";
import styles from "./MePage.module.css";
import { Section } from "./Section";
import { SessionsSection } from "./SessionsSection";
import { TokensSection } from "./TokensSection";

export function MePage() {
  const { t } = useTranslation("me");
  const { person } = useMe();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Avatar name={person.name} size={56} />
        <div>
          <h1 className={styles.name}>{person.name}</h1>
          <p className={styles.quiet}>
            {[person.department?.title, person.login].filter(Boolean).join(" · ")}
          </p>
        </div>
      </header>
      <Section title={t("appearance")} text={t("appearance_text")}>
        <div className={styles.settings}>
          <AppearanceSettings />
        </div>
      </Section>
      <AbsenceSection />
      <PasswordSection />
      <SessionsSection />
      <TokensSection />
      <CalendarSection />
    </div>
  );
}

function CalendarSection() {
  const { t } = useTranslation("me");
  const [shown, setShown] = useState(false);
  return (
    <Section
      title={t("calendar")}
      text={t("calendar_text")}
      action={
        <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
          {t(shown ? "calendar_hide" : "calendar_show")}
        </Button>
      }
    >
      {shown ? <WorkingCalendar canChange={false} /> : null}
    </Section>
  );
}

function PasswordSection() {
  const { t } = useTranslation("me");
  const [changing, setChanging] = useState(false);
  return (
    <Section
      title={t("password")}
      text={t("password_text")}
      action={
        <Button onClick={() => setChanging(!changing)} aria-expanded={changing}>
          {changing ? t("cancel") : t("password_change")}
        </Button>
      }
    >
      {changing ? (
        <div className={styles.password}>
          <PasswordForm onDone={() => setChanging(false)} />
        </div>
      ) : null}
    </Section>
  );
}
