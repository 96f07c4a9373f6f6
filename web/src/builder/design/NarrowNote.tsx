/** Said on a phone: designing needs room. */
import { DesktopOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import styles from "./Design.module.css";

export function NarrowNote() {
  const { t } = useTranslation("design");
  return (
    <p className={styles.narrow}>
      <DesktopOutlined aria-hidden />
      <span>{t("narrow")}</span>
    </p>
  );
}
