/** Files in one line of a grid: the first small pictures or a name, and how many there are. */
import { PaperClipOutlined } from "@ant-design/icons";
import { Modal } from "antd";
import { type ComponentType, useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { useKinds } from "./context";
import type { CellEditProps, CellProps, EditProps } from "./define";
import { type FileSettings, type Files, isShown } from "./files";
import styles from "./files.module.css";

const SHOWN = 3;

export function FileCell({ value }: CellProps<Files, FileSettings>) {
  const { files } = useKinds();
  if (!value?.length || !Array.isArray(value)) return null;
  const pictures = value.filter(isShown).slice(0, SHOWN);
  const [first] = value;
  const names = value.map(({ name }) => name).join("\n");
  const left = value.length - (pictures.length || 1);
  return (
    <span className={styles.cell} title={names}>
      {pictures.length > 0 ? (
        pictures.map((file) => (
          <img
            key={file.id}
            className={styles.cellThumb}
            src={files.picture(file.id, "small")}
            alt={file.name}
            loading="lazy"
          />
        ))
      ) : (
        <>
          <PaperClipOutlined aria-hidden />
          <span className={styles.cellName}>{first?.name}</span>
        </>
      )}
      {left > 0 ? <span className={styles.more}>+{left}</span> : null}
    </span>
  );
}

/** A cell has no room for a box of files: it opens over the page. */
export function fileCellEdit(
  Edit: ComponentType<EditProps<Files, FileSettings>>,
): ComponentType<CellEditProps<Files, FileSettings>> {
  return function FileCellEdit({ field, value, values, onCommit, onCancel }) {
    const { t } = useTranslation("files");
    const { locale } = useKinds();
    const [files, setFiles] = useState(value);
    return (
      <Modal
        open
        title={textOf(field.label, locale)}
        okText={t("done")}
        cancelText={t("leave")}
        onOk={() => onCommit(files, null)}
        onCancel={onCancel}
      >
        <Edit
          id={`cell-${field.key}`}
          field={field}
          value={files}
          values={values}
          issues={[]}
          onChange={setFiles}
        />
      </Modal>
    );
  };
}
