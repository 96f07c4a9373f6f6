/** Where a file is dropped, and what it should look like. */
import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { FileInput } from "~/ui/FileInput";
import { textOf } from "~/words";
import { download, importable, isNeeded, ownerHeading, template } from "./columns";
import styles from "./ImportPage.module.css";
import "./words";

interface FileDropProps {
  /** The form that the file goes into; null where it is to become a form of its own. */
  form: FormView | null;
  /** What the file should look like, where neither a form nor a new one takes it. */
  hint?: string;
  sending: boolean;
  onFile: (file: File) => void;
}

const ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt";

export function FileDrop({ form, hint, sending, onFile }: FileDropProps) {
  const { t } = useTranslation("import");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <button
        type="button"
        className={styles.drop}
        data-over={over}
        aria-busy={sending}
        disabled={sending}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined className={styles.dropIcon ?? ""} aria-hidden />
        <strong>{sending ? t("drop.sending") : t("drop.title")}</strong>
        <span className={styles.quiet}>{hint ?? (form ? t("drop.text") : t("drop.text_new"))}</span>
      </button>
      <FileInput input={input} accepted={ACCEPTED} onFiles={take} />
      {form ? <Understood form={form} /> : null}
    </>
  );
}

/** The columns that will be understood, and a template of them. */
function Understood({ form }: { form: FormView }) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const owner = ownerHeading(form, locale, t("template.owner"));
  return (
    <section className={styles.hints}>
      <div className={styles.hintHead}>
        <h2 className={styles.subtitle}>{t("template.title")}</h2>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={() =>
            download(`${textOf(form.label, locale)}.csv`, template(form, locale, t("template.owner")))
          }
        >
          {t("template.download")}
        </Button>
      </div>
      <p className={styles.quiet}>{t("template.text")}</p>
      <ul className={styles.fields}>
        {importable(form).map((field) => (
          <li key={field.key} className={styles.field}>
            {textOf(field.label, locale)}
            {isNeeded(form, field) ? <span className={styles.star}> *</span> : null}
          </li>
        ))}
        {owner ? <li className={styles.field}>{owner}</li> : null}
      </ul>
    </section>
  );
}
