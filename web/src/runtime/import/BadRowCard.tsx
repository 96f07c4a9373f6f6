/** A row of a file with which something is wrong, as a card on a phone: the reasons, and the cells to write anew. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./BadRowCard.module.css";
import "./words";

export interface ShownCell {
  at: number;
  name: string;
  text: string;
  isWrong: boolean;
  /** What it is written anew in, where it can be. */
  input: ReactNode;
}

interface BadRowCardProps {
  row: number;
  cells: readonly ShownCell[];
  reasonsId: string;
  reasons: ReactNode;
}

export function BadRowCard({ row, cells, reasonsId, reasons }: BadRowCardProps) {
  const { t } = useTranslation("import");
  const open = cells.filter(({ input, isWrong }) => input || isWrong);
  // What is right is there to tell which row it is.
  const known = cells.filter((cell) => !open.includes(cell) && cell.text !== "").map(({ text }) => text);
  return (
    <li className={styles.card}>
      <h3 className={styles.head}>
        {t("failed.row_number", { row })}
        {known.length > 0 ? <span className={styles.known}>{known.join(" · ")}</span> : null}
      </h3>
      <div id={reasonsId} className={styles.reasons}>
        {reasons}
      </div>
      <dl className={styles.cells}>
        {open.map(({ at, name, text, isWrong, input }) => (
          <div key={at} className={styles.cell} data-wrong={isWrong}>
            <dt>{name}</dt>
            <dd>{input || text || "—"}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
