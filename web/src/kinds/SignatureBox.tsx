/** Where somebody signs: the picture of what they wrote, the sheet, and the picture on its way. */
import { DeleteOutlined, SignatureOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "./context";
import { noteId } from "./control";
import type { Files } from "./files";
import styles from "./SignaturePad.module.css";
import { useUploads } from "./useUploads";

const SignaturePad = lazy(() => import("./SignaturePad"));

export function Signed({ value, name }: { value: Files; name: string }) {
  const { files } = useKinds();
  const [picture] = value;
  if (!picture) return null;
  return <img className={styles.shown} src={files.picture(picture.id, "large")} alt={name} />;
}

interface SignatureBoxProps {
  id: string;
  name: string;
  value: Files | null;
  onChange: (value: Files | null) => void;
  onBlur?: (() => void) | undefined;
  disabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
  invalid: boolean;
  /** Other ways to sign. */
  children?: ReactNode;
}

export function SignatureBox({
  id,
  name,
  value,
  onChange,
  onBlur,
  disabled,
  autoFocus,
  invalid,
  children,
}: SignatureBoxProps) {
  const { t } = useTranslation("kind.signature");
  const [open, setOpen] = useState(false);
  // The one that arrives takes the place of the one before.
  const { waiting, add, cancel, retry } = useUploads([], (next) => onChange(next.slice(-1)), true);
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
          ) : (
            children
          )}
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
