/** What the server wants everyone to know, above everything. */
import { useTranslation } from "react-i18next";
import { useMe } from "~/api/session";
import { i18n } from "~/words";
import styles from "./Banner.module.css";

export function Banner() {
  const { t } = useTranslation("shell");
  const { banner } = useMe();
  // On the machine itself an unencrypted address goes over no wire, as browsers also hold.
  const told = banner.filter((code) => !(code === "insecure" && window.isSecureContext));
  const known = told.filter((code) => i18n.exists(`shell:banner.${code}`));
  if (known.length === 0) return null;
  return (
    <div className={styles.banner} role="status">
      {known.map((code) => (
        <span key={code}>{t(`banner.${code}`)}</span>
      ))}
    </div>
  );
}
