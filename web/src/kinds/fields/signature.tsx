/** A signature by hand, kept as a picture. */
import { textOf } from "~/words";
import { useKinds } from "../context";
import { type CellProps, defineField, type EditProps } from "../define";
import { fileCellEdit } from "../FileCell";
import { ofFiles } from "../FileFilter";
import type { FileSettings, Files } from "../files";
import { SignatureBox, Signed } from "../SignatureBox";
import styles from "../SignaturePad.module.css";

function Edit({ id, field, value, onChange, onBlur, disabled, autoFocus, issues }: EditProps<Files>) {
  const { locale } = useKinds();
  return (
    <SignatureBox
      id={id}
      name={textOf(field.label, locale)}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      disabled={disabled}
      autoFocus={autoFocus}
      invalid={issues.some((issue) => issue.severity === "error")}
    />
  );
}

function Read({ field, value }: CellProps<Files, FileSettings>) {
  const { locale } = useKinds();
  return value?.length && Array.isArray(value) ? (
    <Signed value={value} name={textOf(field.label, locale)} />
  ) : null;
}

function Cell({ field, value }: CellProps<Files, FileSettings>) {
  const { locale, files } = useKinds();
  const picture = Array.isArray(value) ? value[0] : undefined;
  if (!picture) return null;
  return (
    <img
      className={styles.inLine}
      src={files.picture(picture.id, "small")}
      alt={textOf(field.label, locale)}
      loading="lazy"
    />
  );
}

export default defineField<Files, FileSettings>({
  ...ofFiles,
  kind: "signature",
  Edit,
  Read,
  Cell,
  CellEdit: fileCellEdit(Edit),
  wide: false,
  width: 120,
  words: {
    "zh-CN": {
      sign: "签名",
      replace: "重新签名",
      remove: "删除签名",
      retry: "重试",
      undo: "撤销一笔",
      again: "重写",
      done: "完成",
      paper: "在这里用手指、笔或鼠标签名",
      file: "签名",
    },
    en: {
      sign: "Sign",
      replace: "Sign again",
      remove: "Remove the signature",
      retry: "Try again",
      undo: "Undo a stroke",
      again: "Start over",
      done: "Done",
      paper: "Sign here with a finger, a pen or the mouse",
      file: "Signature",
    },
  },
});
