/** A text in which what was searched for stands out. */
import type { Stretch } from "~/api/search";
import styles from "./Search.module.css";

export function Marked({ text }: { text: readonly Stretch[] }) {
  return text.map((stretch, place) =>
    stretch.is_hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is known by nothing but its place
      <mark key={place} className={styles.mark}>
        {stretch.text}
      </mark>
    ) : (
      stretch.text
    ),
  );
}
