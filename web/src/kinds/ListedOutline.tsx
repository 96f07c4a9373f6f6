/** How a list of records will look, where there are none to look up. */
import styles from "./ListedOutline.module.css";

export function ListedOutline({ name, columns }: { name: string; columns: readonly string[] }) {
  return (
    <span className={styles.outline}>
      <span className={styles.name}>{name}</span>
      <span className={styles.head}>
        {columns.map((column, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear one name
          <span key={place} className={styles.cell}>
            {column}
          </span>
        ))}
      </span>
      {[1, 2].map((line) => (
        <span key={line} className={styles.line} aria-hidden>
          {columns.map((_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing but its place tells a blank cell from another
            <span key={place} className={styles.cell}>
              <span className={styles.bar} />
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}
