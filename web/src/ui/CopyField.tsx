/** A text that is to be taken along: shown whole, copied by one press. */
import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./CopyField.module.css";
import { copyText } from "./copying";

export function CopyField({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("shell");
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    setCopied(await copyText(text));
  }

  return (
    <div className={styles.field}>
      <Input.TextArea
        readOnly
        value={text}
        aria-label={label}
        autoSize
        className={styles.text ?? ""}
        onFocus={(event) => event.target.select()}
      />
      <Button
        type={copied ? "default" : "primary"}
        icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? t("copied") : t("copy")}</span>
      </Button>
    </div>
  );
}
