/** Addresses that open something: a page, a letter, a call. Nothing that a browser would run is ever made a link. */
import type { MouseEvent, ReactNode } from "react";
import styles from "./field.module.css";

const OPENS = /^(https?:\/\/|mailto:|tel:)/i;

/** The address if it is one that only opens something. */
export function safeAddress(address: string): string | undefined {
  return OPENS.test(address) ? address : undefined;
}

interface AddressProps {
  /** What is opened; without it the text stands alone. */
  address: string | undefined;
  children: ReactNode;
  /** In a cell it is one line, and a click on it does not choose the cell. */
  inLine?: boolean;
  title?: string;
}

export function Address({ address, children, inLine = false, title }: AddressProps) {
  const className = inLine ? styles.lineLink : styles.webLink;
  const safe = address === undefined ? undefined : safeAddress(address);
  if (!safe) {
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  }
  const apart = /^https?:/i.test(safe) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const onClick = (event: MouseEvent) => event.stopPropagation();
  return (
    <span className={className} title={title}>
      <a href={safe} onClick={onClick} {...apart}>
        {children}
      </a>
    </span>
  );
}
