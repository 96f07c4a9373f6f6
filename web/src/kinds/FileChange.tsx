/** What became of the files of a field: which were added and which were taken away, by their names. */
import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { ChangeProps } from "./define";
import type { FileSettings, Files } from "./files";
import styles from "./files.module.css";

export function FileChange({ before, after }: ChangeProps<Files, FileSettings>) {
  const { t } = useTranslation("files");
  const added = without(after, before);
  const removed = without(before, after);
  return (
    <ul className={styles.changes}>
      {added.map(({ id, name }) => (
        <li key={id}>
          <PlusOutlined aria-label={t("added")} className={styles.sign ?? ""} /> {name}
        </li>
      ))}
      {removed.map(({ id, name }) => (
        <li key={id} data-removed>
          <MinusOutlined aria-label={t("taken_away")} className={styles.sign ?? ""} /> {name}
        </li>
      ))}
      {added.length + removed.length === 0 ? <li>{t("reordered")}</li> : null}
    </ul>
  );
}

function without(files: Files | null, others: Files | null): Files {
  const known = new Set((Array.isArray(others) ? (others as Files) : []).map(({ id }) => id));
  return (Array.isArray(files) ? (files as Files) : []).filter(({ id }) => !known.has(id));
}
