/** Where strangers come in. */
import { useTranslation } from "react-i18next";
import { FrontDoor } from "./FrontDoor";
import styles from "./form.module.css";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  const { t } = useTranslation("session");
  return (
    <FrontDoor title={t("welcome")}>
      <SignInForm />
      <p className={styles.foot}>{t("forgotten")}</p>
    </FrontDoor>
  );
}
