/** What is sent along with a decision: files, and the signature where the step asks for one. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "~/api/files";
import type { FieldWith } from "~/kinds/define";
import { FileBox } from "~/kinds/FileBox";
import type { FileSettings, Files } from "~/kinds/files";
import { SignatureBox } from "~/kinds/SignatureBox";
import { useLocale } from "~/ui/appearance";
import styles from "./Instance.module.css";

interface EnclosuresProps {
  files: Files;
  onFiles: (files: Files) => void;
  /** Null where none is asked for. */
  signature: Files | null;
  /** With which the person signed before. */
  last: StoredFile | null;
  onSignature: (signature: Files) => void;
  isMissing: boolean;
}

/** What the box of files asks of a field, though there is none; no more files than this are taken at once. */
const FIELD: FieldWith<FileSettings> = {
  kind: "",
  key: "files",
  label: {},
  computed: false,
  sortable: false,
  operators: [],
  aggregates: [],
  max_files: 20,
};

export function Enclosures({ files, onFiles, signature, last, onSignature, isMissing }: EnclosuresProps) {
  const { t } = useTranslation("flows");
  const locale = useLocale();
  const field = { ...FIELD, label: { [locale]: t("files") } };
  return (
    <>
      {signature ? (
        <>
          <span className={styles.label}>{t("signature")}</span>
          <SignatureBox
            id="deed-signature"
            name={t("signature")}
            value={signature}
            invalid={isMissing}
            onChange={(next) => onSignature(next ?? [])}
          >
            {last ? <Button onClick={() => onSignature([last])}>{t("signature_again")}</Button> : null}
          </SignatureBox>
          {isMissing ? (
            <p className={styles.problem} role="alert">
              {t("signature_needed")}
            </p>
          ) : null}
        </>
      ) : null}
      <span className={styles.label}>{t("files")}</span>
      <FileBox
        id="deed-files"
        field={field}
        value={files}
        values={{}}
        issues={[]}
        onChange={(next) => onFiles(next ?? [])}
      />
    </>
  );
}
