/** The pictures of a field of files, the first of them large. */
import { useState } from "react";
import type { StoredFile } from "~/api/files";
import { useKinds } from "../context";
import { type BlockProps, defineBlock } from "../defineBlock";
import { isShown } from "../files";
import styles from "./blocks.module.css";

interface Settings {
  field: string;
}

function Body({ block, page }: BlockProps<Settings>) {
  const { files, Read } = useKinds();
  const [broken, setBroken] = useState(false);
  const field = page.field(block.field);
  if (!field) return null;
  const value = page.record[field.key];
  const all = Array.isArray(value) ? (value as readonly StoredFile[]) : [];
  const first = all.find(isShown);
  return (
    <figure className={styles.pictures}>
      {first && !broken ? (
        <img
          className={styles.picture}
          src={files.picture(first.id, "large")}
          alt={first.name}
          loading="lazy"
          onError={() => setBroken(true)}
        />
      ) : null}
      {first && all.length === 1 && !broken ? null : (
        <Read field={field} value={all.length > 0 ? all : null} />
      )}
    </figure>
  );
}

export default defineBlock<Settings>({
  kind: "picture",
  Body,
  words: { "zh-CN": { "setting.field": "图片字段" }, en: { "setting.field": "Field with pictures" } },
});
