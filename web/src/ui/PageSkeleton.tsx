/** The shape of a page that is still being read. */
import { useTranslation } from "react-i18next";
import styles from "./PageSkeleton.module.css";

export function PageSkeleton({ lines = 12 }: { lines?: number }) {
  const { t } = useTranslation("shell");
  return (
    <div className={styles.page} role="status" aria-label={t("loading")}>
      <span className={styles.title} />
      <span className={styles.bar} />
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <span key={line} className={styles.line} style={{ width: `${96 - ((line * 7) % 23)}%` }} />
      ))}
    </div>
  );
}
