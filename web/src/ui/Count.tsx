/** A sign with how many there are at its corner; beyond a hundred it only says that there are more. */
import type { ReactNode } from "react";
import styles from "./Count.module.css";

const COUNTED = 99;

export function Count({ count, children }: { count: number; children: ReactNode }) {
  return (
    <span className={styles.place}>
      {children}
      {count > 0 ? <span className={styles.count}>{count > COUNTED ? `${COUNTED}+` : count}</span> : null}
    </span>
  );
}
