/** Files in one line of a grid: the first small pictures or a name, and how many there are. */
import { PaperClipOutlined } from "@ant-design/icons";
import { type ComponentType, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFeedback } from "~/ui/Feedback";
import { Modal } from "~/ui/Modal";
import { textOf } from "~/words";
import { ArrivalsContext, useArrivals } from "./arrivals";
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
    const { message } = useFeedback();
    const [files, setFiles] = useState(value);
    const { arrivals, awaited, whenArrived } = useArrivals(
      (name) => void message.error(t("not_arrived", { name })),
    );
    const latest = useRef(files);
    latest.current = files;
    return (
      <Modal
        open
        title={textOf(field.label, locale)}
        okText={awaited ? t("uploading") : t("done")}
        cancelText={t("leave")}
        confirmLoading={awaited !== null}
        onOk={() => whenArrived(() => onCommit(latest.current, null))}
        onCancel={onCancel}
      >
        <ArrivalsContext value={arrivals}>
          <Edit
            id={`cell-${field.key}`}
            field={field}
            value={files}
            values={values}
            issues={[]}
            onChange={setFiles}
          />
        </ArrivalsContext>
      </Modal>
    );
  };
}
