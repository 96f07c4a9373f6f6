/** The pictures of a field of files, the first of them large. */
import { useState } from "react";
import type { StoredFile } from "~/api/files";
import type { FieldView } from "~/api/types";
import styles from "./blocks/blocks.module.css";
import { useKinds } from "./context";
import { isShown } from "./files";

/** The first that is drawn; undefined where there is none. */
export function firstPicture(value: unknown): StoredFile | undefined {
  return Array.isArray(value) ? (value as readonly StoredFile[]).find(isShown) : undefined;
}

export function PictureFigure({ field, value }: { field: FieldView; value: unknown }) {
  const { files, Read } = useKinds();
  const [broken, setBroken] = useState<number | null>(null);
  const all = Array.isArray(value) ? (value as readonly StoredFile[]) : [];
  const first = firstPicture(value);
  const isDrawn = first !== undefined && first.id !== broken;
  return (
    <figure className={styles.pictures}>
      {isDrawn ? (
        <img
          className={styles.picture}
          src={files.picture(first.id, "large")}
          alt={first.name}
          loading="lazy"
          onError={() => setBroken(first.id)}
        />
      ) : null}
      {isDrawn && all.length === 1 ? null : <Read field={field} value={all.length > 0 ? all : null} />}
    </figure>
  );
}
