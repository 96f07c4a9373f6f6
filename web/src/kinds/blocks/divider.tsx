/** A line between blocks, with a word on it where it has a name. */
import { textOf } from "~/words";
import { useKinds } from "../context";
import { type BlockProps, defineBlock } from "../defineBlock";
import styles from "./blocks.module.css";

function Body({ block }: BlockProps) {
  const { locale } = useKinds();
  const name = textOf(block.label, locale);
  return (
    <div className={styles.divider}>
      {name ? <h2 className={styles.dividerName}>{name}</h2> : null}
      <hr className={styles.line} />
    </div>
  );
}

export default defineBlock({ kind: "divider", Body, titled: true, plain: true });
