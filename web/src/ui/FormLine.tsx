/** A control of a dialog with its name above, and under it what is good to know. */
import type { ReactNode } from "react";
import styles from "./FormLine.module.css";

interface FormLineProps {
  label: string;
  htmlFor?: string;
  required?: boolean;
  help?: string;
  children: ReactNode;
}

export function FormLine({ label, htmlFor, required = false, help, children }: FormLineProps) {
  return (
    <div className={styles.line}>
      <label htmlFor={htmlFor} className={styles.label}>
        {label}
        {required ? (
          <span aria-hidden className={styles.star}>
            *
          </span>
        ) : null}
      </label>
      {children}
      {help ? <p className={styles.help}>{help}</p> : null}
    </div>
  );
}
