/** One subject of a page of settings: what it is, what it is for, and what can be done. */
import { type ReactNode, useId } from "react";
import styles from "./MePage.module.css";

interface SectionProps {
  title: string;
  text: string;
  action?: ReactNode;
  children?: ReactNode;
}

export function Section({ title, text, action, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.top}>
        <div>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <p className={styles.text}>{text}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
