/** The people whom a mention may mean, under the cursor. */

import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { Choice } from "~/kinds/context";
import { Avatar } from "~/ui/Avatar";
import styles from "./MentionList.module.css";

interface MentionListProps {
  id: string;
  choices: readonly Choice[];
  chosen: number;
  waiting: boolean;
  /** Where the cursor stands in the window. */
  at: { left: number; top: number; bottom: number };
  onChoose: (choice: Choice) => void;
}

const WIDTH = 280;
const HEIGHT = 260;

export function MentionList({ id, choices, chosen, waiting, at, onChoose }: MentionListProps) {
  const { t } = useTranslation("discussion");
  const above = at.bottom + HEIGHT > window.innerHeight && at.top > HEIGHT;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - WIDTH - 8));
  const place = above ? { bottom: window.innerHeight - at.top + 4 } : { top: at.bottom + 4 };
  if (choices.length === 0)
    return createPortal(
      <p className={`${styles.list} ${styles.nothing}`} style={{ left, ...place }} role="status">
        {waiting ? "…" : t("nobody")}
      </p>,
      document.body,
    );
  return createPortal(
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t("mention")}
      className={styles.list}
      style={{ left, ...place }}
    >
      {choices.map((choice, place_) => (
        <div
          key={choice.id}
          id={`${id}-${choice.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={place_ === chosen}
          className={styles.option}
          ref={(element) => {
            if (place_ === chosen) element?.scrollIntoView?.({ block: "nearest" });
          }}
          // The editor keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(choice);
          }}
        >
          <Avatar name={choice.title} />
          <span className={styles.name}>{choice.title}</span>
          {choice.hint ? <span className={styles.hint}>{choice.hint}</span> : null}
        </div>
      ))}
    </div>,
    document.body,
  );
}
