/** Where a value is put right: what it becomes as a person writes it, or that it stays blank. */
import { Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Wanted } from "~/api/publishing";
import styles from "./Admin.module.css";

interface FixLineProps {
  /** What the buttons are about, for those who do not see where they stand. */
  about: string;
  /** How many records one press changes. */
  count: number;
  canWrite?: boolean;
  busy: boolean;
  problem: string | null;
  onFix: (wanted: Wanted) => void;
}

export function FixLine({ about, count, canWrite = true, busy, problem, onFix }: FixLineProps) {
  const { t } = useTranslation("admin");
  const [text, setText] = useState("");
  const leave = count > 1 ? t("losses.dismiss_all", { count }) : t("losses.dismiss");
  const write = (): void => {
    if (text.trim()) onFix({ text: text.trim() });
  };
  return (
    <div className={styles.fix}>
      {canWrite ? (
        <>
          <div>
            <Input
              className={styles.fixInput ?? ""}
              value={text}
              status={problem ? "error" : ""}
              placeholder={t("losses.new_value")}
              aria-label={t("losses.new_value_of", { about })}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={(event) => {
                // Enter ends a word that is being composed; it saves nothing.
                if (!event.nativeEvent.isComposing) write();
              }}
            />
            {problem ? (
              <p className={styles.problem} role="alert">
                {problem}
              </p>
            ) : null}
          </div>
          <Button type="primary" disabled={!text.trim()} loading={busy} onClick={write}>
            {count > 1 ? t("losses.fix_all", { count }) : t("losses.fix")}
          </Button>
        </>
      ) : null}
      <Popconfirm
        title={t("losses.dismiss_sure")}
        description={t("losses.dismiss_text")}
        okText={t("losses.dismiss")}
        cancelText={t("keep")}
        onConfirm={() => onFix({})}
      >
        <Button disabled={busy} aria-label={t("losses.dismiss_of", { deed: leave, about })}>
          {leave}
        </Button>
      </Popconfirm>
    </div>
  );
}
