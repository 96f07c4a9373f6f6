/** The shape of a list of what people did, while it is still being read. */
import { useTranslation } from "react-i18next";
import styles from "./EntriesSkeleton.module.css";

const ENTRIES = ["a", "b", "c"];

export function EntriesSkeleton() {
  const { t } = useTranslation("shell");
  return (
    <div role="status" aria-label={t("loading")}>
      {ENTRIES.map((entry) => (
        <div key={entry} className={styles.entry}>
          <span className={styles.face} />
          <span className={styles.line} />
          <span className={styles.line} />
        </div>
      ))}
    </div>
  );
}
