/** A state of a page that is not its content: nothing here, not found, not allowed, failed; always with a way out. */
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface NoticeProps {
  picture?: "empty" | "search" | "lost" | "locked" | "broken";
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  role?: "alert" | "status";
}

const drawings: Record<NonNullable<NoticeProps["picture"]>, ReactNode> = {
  empty: (
    <>
      <rect x="18" y="26" width="60" height="44" rx="6" className={styles.paper} />
      <path d="M18 38h60M34 38v32M18 54h60" className={styles.line} />
      <path d="M58 18h16v10a4 4 0 0 1-4 4h-8a4 4 0 0 1-4-4Z" className={styles.accent} />
    </>
  ),
  search: (
    <>
      <rect x="18" y="24" width="60" height="46" rx="6" className={styles.paper} />
      <path d="M28 38h24M28 48h16M28 58h20" className={styles.line} />
      <circle cx="66" cy="52" r="12" className={styles.ring} />
      <path d="m75 61 9 9" className={styles.ring} />
    </>
  ),
  lost: (
    <>
      <path
        d="M18 30h18a5 5 0 0 1 5 5v8h10v14H41v8a5 5 0 0 1-5 5H18"
        className={styles.line}
        strokeDasharray="4 4"
      />
      <path d="M58 30h18a5 5 0 0 1 5 5v30a5 5 0 0 1-5 5H58V58h10V44H58Z" className={styles.accent} />
    </>
  ),
  locked: (
    <>
      <rect x="26" y="42" width="44" height="30" rx="6" className={styles.paper} />
      <path d="M35 42v-8a13 13 0 0 1 26 0v8" className={styles.ring} />
      <circle cx="48" cy="56" r="4" className={styles.accent} />
    </>
  ),
  broken: (
    <>
      <path d="M20 30h24l-5 12 7 8-5 20H20Z" className={styles.paper} />
      <path d="M76 30H52l-5 12 7 8-5 20h27Z" className={styles.paper} />
      <path d="M30 40h6M60 40h8M60 50h8" className={styles.line} />
    </>
  ),
};

export function Notice({ picture = "empty", title, children, actions, role }: NoticeProps) {
  return (
    <div className={styles.notice} role={role}>
      <svg width="96" height="84" viewBox="0 0 96 84" aria-hidden>
        {drawings[picture]}
      </svg>
      <h2 className={styles.title}>{title}</h2>
      {children ? <p className={styles.text}>{children}</p> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
