/** A part of the first page that has nothing to show yet: it says what will come, and where to begin. */
import type { ReactNode } from "react";
import styles from "./HomePage.module.css";

interface EmptyPanelProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyPanel({ icon, title, children, action }: EmptyPanelProps) {
  return (
    <div className={styles.nothing}>
      <span className={styles.nothingIcon}>{icon}</span>
      <p className={styles.nothingText}>
        <strong>{title}</strong>
        <span>{children}</span>
      </p>
      {action}
    </div>
  );
}
