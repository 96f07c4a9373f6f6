/** A cell of a file that can be written anew where it stands, and the way from one such cell to the next. */
import type { KeyboardEvent } from "react";
import styles from "./ImportPage.module.css";

/** Texts that the person wrote, by row and column; what is not in it stands as it is in the file. */
export type Corrections = ReadonlyMap<string, string>;

export function cellName(row: number, column: number): string {
  return `${row}:${column}`;
}

/** The cells as the server takes them. */
export function correctedCells(corrections: Corrections): { row: number; column: number; text: string }[] {
  return [...corrections].map(([name, text]) => {
    const [row = 0, column = 0] = name.split(":").map(Number);
    return { row, column, text };
  });
}

interface BadCellProps {
  label: string;
  /** What the file says. */
  written: string;
  value: string | undefined;
  describedBy: string;
  invalid: boolean;
  onChange: (text: string | undefined) => void;
}

export function BadCell({ label, written, value, describedBy, invalid, onChange }: BadCellProps) {
  return (
    <input
      className={styles.cell}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid && value === undefined}
      data-cell
      data-changed={value !== undefined}
      value={value ?? written}
      onChange={({ target }) => onChange(target.value === written ? undefined : target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && value !== undefined) onChange(undefined);
      }}
    />
  );
}

/** Enter goes to the next cell as in a spreadsheet, with Shift to the one before. */
export function walkCells(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
  const cells = [...event.currentTarget.querySelectorAll<HTMLInputElement>("[data-cell]")];
  const at = cells.indexOf(event.target as HTMLInputElement);
  const next = cells[at + (event.shiftKey ? -1 : 1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.select();
}
