/** Files as cards: a small picture or the ending of the name, what it is called, how large it is. */
import { DeleteOutlined, DownloadOutlined, PaperClipOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "~/api/files";
import { later } from "~/ui/later";
import { useKinds } from "./context";
import { endingOf, type Files, isShown, sizeText } from "./files";
import styles from "./files.module.css";

/** Looks at one picture after the other. */
const Gallery = later(async () => (await import("antd/es/image")).default.PreviewGroup, null);

function Thumb({ file }: { file: StoredFile }) {
  const { files } = useKinds();
  const [broken, setBroken] = useState(false);
  if (!isShown(file) || broken)
    return (
      <span className={styles.ending} aria-hidden>
        {endingOf(file.name) || <PaperClipOutlined aria-hidden />}
      </span>
    );
  return (
    <img
      className={styles.thumb}
      src={files.picture(file.id, "small")}
      alt=""
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}

interface FileCardsProps {
  value: Files;
  /** Large squares rather than lines. */
  large?: boolean;
  onRemove?: ((id: number) => void) | undefined;
}

export function FileCards({ value, large = false, onRemove }: FileCardsProps) {
  const { t } = useTranslation("files");
  const { locale, files } = useKinds();
  const [open, setOpen] = useState<number | null>(null);
  const shown = value.filter(isShown);
  // The viewer takes its own name from here.
  const named = { alt: (open === null ? undefined : shown[open]?.name) ?? "" };
  return (
    <>
      <ul className={large ? styles.squares : styles.cards}>
        {value.map((file) => (
          <li key={file.id} className={styles.card}>
            {isShown(file) ? (
              <button
                type="button"
                className={styles.face}
                aria-label={t("look", { name: file.name })}
                title={file.name}
                onClick={() => setOpen(shown.indexOf(file))}
              >
                <Thumb file={file} />
              </button>
            ) : (
              <span className={styles.face}>
                <Thumb file={file} />
              </span>
            )}
            <a className={styles.name} href={files.address(file.id)} download={file.name} title={file.name}>
              {file.name}
            </a>
            <span className={styles.size}>{sizeText(file.size, locale)}</span>
            <span className={styles.acts}>
              <a
                className={styles.act}
                href={files.address(file.id)}
                download={file.name}
                aria-label={t("download", { name: file.name })}
                title={t("download", { name: file.name })}
              >
                <DownloadOutlined aria-hidden />
              </a>
              {onRemove ? (
                <button
                  type="button"
                  className={styles.act}
                  aria-label={t("remove", { name: file.name })}
                  title={t("remove", { name: file.name })}
                  onClick={() => onRemove(file.id)}
                >
                  <DeleteOutlined aria-hidden />
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <Gallery
          items={shown.map((file) => ({ src: files.picture(file.id, "large"), alt: file.name }))}
          preview={{
            ...named,
            open: true,
            current: open,
            onChange: setOpen,
            onOpenChange: (visible) => setOpen(visible ? open : null),
          }}
        />
      )}
    </>
  );
}
