/** A signature by hand, kept as a picture. */
import { DeleteOutlined, SignatureOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { useKinds } from "../context";
import { noteId } from "../control";
import { type CellProps, defineField, type EditProps } from "../define";
import { fileCellEdit } from "../FileCell";
import { ofFiles } from "../FileFilter";
import type { FileSettings, Files } from "../files";
import styles from "../SignaturePad.module.css";
import { useUploads } from "../useUploads";

const SignaturePad = lazy(() => import("../SignaturePad"));

function Signed({ value, name }: { value: Files; name: string }) {
  const { files } = useKinds();
  const [picture] = value;
  if (!picture) return null;
  return <img className={styles.shown} src={files.picture(picture.id, "large")} alt={name} />;
}

function Edit({ id, field, value, onChange, onBlur, disabled, autoFocus, issues }: EditProps<Files>) {
  const { t } = useTranslation("kind.signature");
  const { locale } = useKinds();
  const [open, setOpen] = useState(false);
  // The one that arrives takes the place of the one before.
  const { waiting, add, cancel, retry } = useUploads([], (next) => onChange(next.slice(-1)), true);
  const invalid = issues.some((issue) => issue.severity === "error");
  const name = textOf(field.label, locale);
  const [sending] = waiting;
  return (
    <div className={invalid ? styles.invalid : undefined}>
      {value?.length ? <Signed value={value} name={name} /> : null}
      {disabled ? null : (
        <div className={styles.row}>
          <Button
            id={id}
            icon={<SignatureOutlined aria-hidden />}
            loading={sending !== undefined && sending.problem === null}
            autoFocus={autoFocus ?? false}
            aria-describedby={noteId(id)}
            onClick={() => setOpen(true)}
            onBlur={() => onBlur?.()}
          >
            {t(value?.length ? "replace" : "sign")}
          </Button>
          {value?.length ? (
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("remove")}
              title={t("remove")}
              onClick={() => onChange(null)}
            />
          ) : null}
        </div>
      )}
      {sending?.problem ? (
        <p role="alert" className={styles.problem}>
          {sending.problem}{" "}
          <Button size="small" onClick={() => retry(sending.key)}>
            {t("retry")}
          </Button>
        </p>
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <SignaturePad
            title={name}
            onCancel={() => setOpen(false)}
            onSigned={(picture) => {
              setOpen(false);
              for (const { key } of waiting) cancel(key);
              add([picture]);
            }}
          />
        </Suspense>
      ) : null}
    </div>
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
