/** A short word on a soft ground: an option, a tag, a linked record. */
import type { CSSProperties, ReactNode } from "react";
import styles from "./Chip.module.css";

interface ChipProps {
  /** A hue of the tokens; an unknown one is drawn grey. */
  hue?: string | undefined;
  children: ReactNode;
  /** No longer offered. */
  retired?: boolean;
  title?: string;
}

export function Chip({ hue = "grey", children, retired = false, title }: ChipProps) {
  const colours = {
    "--chip-soft": `var(--hue-${hue}-soft, var(--hue-grey-soft))`,
    "--chip-text": `var(--hue-${hue}-text, var(--hue-grey-text))`,
  } as CSSProperties;
  return (
    <span
      className={retired ? `${styles.chip} ${styles.retired}` : styles.chip}
      style={colours}
      title={title}
    >
      {children}
    </span>
  );
}
