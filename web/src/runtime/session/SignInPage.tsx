/** The front door: the mark, what this is, and the form. */
import { useTranslation } from "react-i18next";
import { Mark } from "~/ui/Mark";
import { LanguageSwitch, ThemeSwitch } from "../shell/AppearanceSwitch";
import { Joinery } from "./Joinery";
import { SignInForm } from "./SignInForm";
import styles from "./SignInPage.module.css";

export function SignInPage() {
  const { t } = useTranslation("session");
  return (
    <div className={styles.page}>
      <aside className={styles.side}>
        <Joinery />
        <p className={styles.motto}>{t("motto")}</p>
        <p className={styles.text}>{t("motto_text")}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className={styles.box}>
          <div className={styles.brand}>
            <Mark size={36} />
            <span>{t("product")}</span>
          </div>
          <h1 className={styles.title}>{t("welcome")}</h1>
          <SignInForm />
          <p className={styles.help}>{t("forgotten")}</p>
        </div>
      </main>
    </div>
  );
}
