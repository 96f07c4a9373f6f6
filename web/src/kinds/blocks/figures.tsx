/** A few values of a record, large and side by side. */
import { textOf } from "~/words";
import { useKinds } from "../context";
import { type BlockProps, defineBlock } from "../defineBlock";
import styles from "./blocks.module.css";

interface Settings {
  fields: readonly string[];
}

function Body({ block, page }: BlockProps<Settings>) {
  const { locale, Cell } = useKinds();
  const shown = block.fields.flatMap((key) => page.field(key) ?? []);
  return (
    <div className={styles.ground}>
      <dl className={styles.figures}>
        {shown.map((field) => {
          const value = page.record[field.key] ?? null;
          return (
            <div key={field.key} className={styles.figure}>
              <dt>{textOf(field.label, locale)}</dt>
              <dd>
                {value === null ? (
                  <span className={styles.none}>—</span>
                ) : (
                  <Cell field={field} value={value} />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

export default defineBlock<Settings>({
  kind: "figures",
  Body,
  words: {
    "zh-CN": { "setting.fields": "数据" },
    en: { "setting.fields": "Figures" },
  },
});
