/** All that a person sees who must choose a password before anything else. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { FrontDoor } from "./FrontDoor";
import styles from "./form.module.css";
import { PasswordForm } from "./PasswordForm";
import { signOut } from "./signIn";

export function ChoosePasswordPage() {
  const { t } = useTranslation("session");
  const { person } = useMe();
  return (
    <FrontDoor title={t("password_must")} text={t("password_must_text")}>
      <PasswordForm size="large" />
      <p className={styles.foot}>
        {t("not_you", { name: person.name })}{" "}
        <Button type="link" size="small" className={styles.inline ?? ""} onClick={() => void signOut()}>
          {t("other_person")}
        </Button>
      </p>
    </FrontDoor>
  );
}
