/** Where files are put into a record: dropped, pasted, chosen or photographed, several at once. */
import { CameraOutlined, CloseOutlined, ReloadOutlined, UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Progress } from "~/ui/controls";
import { textOf } from "~/words";
import type { Uploading } from "./arrivals";
import { useKinds } from "./context";
import { noteId } from "./control";
import type { EditProps } from "./define";
import { FileCards } from "./FileCards";
import { type FileSettings, type Files, filesIn, refusalOf, sizeText } from "./files";
import styles from "./files.module.css";
import { useUploads } from "./useUploads";

const PICTURES = "image/png,image/jpeg,image/gif,image/webp,image/bmp";

interface FileBoxProps extends EditProps<Files, FileSettings> {
  /** Whether every file is drawn anew as a picture. */
  pictures?: boolean;
}

export function FileBox(props: FileBoxProps) {
  const {
    id,
    field,
    value,
    onChange,
    disabled = false,
    autoFocus,
    compact,
    issues,
    pictures = false,
  } = props;
  const { t } = useTranslation("files");
  const { locale } = useKinds();
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const files = value ?? [];
  const { waiting, add, cancel, retry } = useUploads(files, (next) => onChange(next), pictures);
  const room = (field.max_files ?? Number.POSITIVE_INFINITY) - files.length - waiting.length;
  const accept = pictures ? PICTURES : (field.types ?? []).map((ending) => `.${ending}`).join(",");

  const take = (given: readonly File[]) => {
    const told = given.flatMap((file) => {
      const refusal = refusalOf(field, file);
      return refusal ? [t(`refused.${refusal.reason}`, { name: file.name, limit: refusal.limit })] : [];
    });
    const good = given.filter((file) => !refusalOf(field, file));
    if (good.length > room) told.push(t("refused.many", { count: field.max_files ?? 0 }));
    setRefused(told);
    add(good.slice(0, Math.max(room, 0)));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(filesIn(event.dataTransfer));
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = filesIn(event.clipboardData);
    if (disabled || pasted.length === 0) return;
    event.preventDefault();
    take(pasted);
  };
  const chooser = (ref: typeof input, capture: boolean) => (
    <input
      ref={ref}
      type="file"
      hidden
      tabIndex={-1}
      aria-hidden
      multiple={!capture && room > 1}
      accept={capture ? "image/*" : accept}
      {...(capture ? { capture: "environment" as const } : {})}
      onChange={(event) => {
        take([...(event.target.files ?? [])]);
        event.target.value = "";
      }}
    />
  );
  return (
    <fieldset
      aria-label={textOf(field.label, locale)}
      className={styles.box}
      data-over={over}
      data-compact={compact}
      data-invalid={issues.some((issue) => issue.severity === "error")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      {files.length > 0 ? (
        <FileCards
          value={files}
          large={pictures && !compact}
          onRemove={
            disabled
              ? undefined
              : (gone) => {
                  const left = files.filter((file) => file.id !== gone);
                  onChange(left.length > 0 ? left : null);
                }
          }
        />
      ) : null}
      {waiting.length > 0 ? (
        <ul className={styles.cards}>
          {waiting.map((one) => (
            <Waiting key={one.key} one={one} onCancel={cancel} onRetry={retry} />
          ))}
        </ul>
      ) : null}
      {disabled ? null : (
        <div className={styles.bar}>
          <Button
            id={id}
            size={compact ? "small" : "middle"}
            icon={<UploadOutlined aria-hidden />}
            disabled={room <= 0}
            autoFocus={autoFocus ?? false}
            aria-describedby={noteId(id)}
            onClick={() => input.current?.click()}
            onBlur={() => props.onBlur?.()}
          >
            {t(pictures ? "choose_pictures" : "choose")}
          </Button>
          {pictures ? (
            <Button
              className={styles.camera ?? ""}
              size={compact ? "small" : "middle"}
              icon={<CameraOutlined aria-hidden />}
              disabled={room <= 0}
              onClick={() => camera.current?.click()}
            >
              {t("photograph")}
            </Button>
          ) : null}
          {compact ? null : <span className={styles.hint}>{t("hint")}</span>}
          {chooser(input, false)}
          {pictures ? chooser(camera, true) : null}
        </div>
      )}
      {refused.length > 0 ? (
        <ul className={styles.refused} role="alert">
          {refused.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}

interface WaitingProps {
  one: Uploading;
  onCancel: (key: number) => void;
  onRetry: (key: number) => void;
}

function Waiting({ one, onCancel, onRetry }: WaitingProps) {
  const { t } = useTranslation("files");
  const { locale } = useKinds();
  const { name, size } = one.file;
  return (
    <li className={styles.card}>
      <span className={styles.name}>{name}</span>
      <span className={styles.size}>{sizeText(size, locale)}</span>
      {one.problem === null ? (
        <Progress
          className={styles.progress ?? ""}
          percent={Math.round(one.part * 100)}
          size="small"
          aria-label={t("sending", { name })}
        />
      ) : (
        <span className={styles.problem} role="alert">
          {one.problem}
        </span>
      )}
      <span className={styles.acts}>
        {one.problem === null ? null : (
          <button
            type="button"
            className={styles.act}
            aria-label={t("retry", { name })}
            title={t("retry", { name })}
            onClick={() => onRetry(one.key)}
          >
            <ReloadOutlined aria-hidden />
          </button>
        )}
        <button
          type="button"
          className={styles.act}
          aria-label={t("cancel", { name })}
          title={t("cancel", { name })}
          onClick={() => onCancel(one.key)}
        >
          <CloseOutlined aria-hidden />
        </button>
      </span>
    </li>
  );
}
