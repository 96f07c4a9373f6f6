/** The line that tells how a list differs from its view: what was changed and can be kept, and what is missing. */
import { CloseOutlined, InfoCircleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences, told } from "~/api/problem";
import type { ViewEntry } from "./useViews";
import styles from "./ViewBar.module.css";

interface ViewBarProps {
  entry: ViewEntry | undefined;
  edited: boolean;
  /** Whether the address names a view that is not there. */
  gone: boolean;
  onSave: () => Promise<boolean>;
  onSaveAs: () => void;
  onDiscard: () => void;
  onForget: () => void;
}

export function ViewBar({ entry, edited, gone, onSave, onSaveAs, onDiscard, onForget }: ViewBarProps) {
  const { t } = useTranslation("views");
  const [busy, setBusy] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const saved = entry?.saved ?? null;
  const keeps = saved?.may_change === true && !saved.locked;
  const missing = entry?.view && saved ? saved.issues : [];
  const named = gone ? "gone" : missing.map(({ code, pointer }) => code + pointer).join();
  const tells = named !== "" && dismissed !== `${entry?.key}:${named}`;
  if (!edited && !tells) return null;

  async function save(): Promise<void> {
    setBusy(true);
    await onSave();
    setBusy(false);
  }

  return (
    <div className={styles.bar}>
      {tells ? (
        <div className={styles.line} role="status">
          <InfoCircleOutlined aria-hidden />
          <span className={styles.text}>{gone ? t("gone") : sentences(missing.map(told))}</span>
          {keeps && !gone ? (
            <Button type="link" size="small" onClick={onForget}>
              {t("forget")}
            </Button>
          ) : null}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t("dismiss")}
            onClick={() => setDismissed(`${entry?.key}:${named}`)}
          />
        </div>
      ) : null}
      {edited ? (
        <div className={`${styles.line} ${styles.changes}`} role="status">
          <span className={styles.dot} />
          <span className={styles.text}>{keeps ? t("edited_own") : t("edited_theirs")}</span>
          {keeps ? (
            <Button type="primary" size="small" loading={busy} onClick={() => void save()}>
              {t("save")}
            </Button>
          ) : null}
          <Button size="small" onClick={onSaveAs}>
            {t("save_as")}
          </Button>
          <Button type="text" size="small" onClick={onDiscard}>
            {t("discard")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
