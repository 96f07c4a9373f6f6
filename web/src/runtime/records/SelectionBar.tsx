/** What can be done with the rows that are checked. */
import { CloseOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, App as Feedback } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "~/api/apps";
import { sentenceOf } from "~/api/problem";
import type { FormView } from "~/api/types";
import type { RecordTable } from "../grid/table";
import styles from "./SelectionBar.module.css";

interface SelectionBarProps {
  form: FormView;
  table: RecordTable;
  checked: ReadonlySet<number>;
  onDone: () => void;
}

export function SelectionBar({ form, table, checked, onDone }: SelectionBarProps) {
  const { t } = useTranslation("grid");
  const { message, notification } = Feedback.useApp();
  const [busy, setBusy] = useState(false);
  if (checked.size === 0) return null;

  async function remove(): Promise<void> {
    setBusy(true);
    const { removed, refused } = await table.remove([...checked]);
    setBusy(false);
    onDone();
    if (removed.length > 0) {
      table.history.add({ removed });
      const undo = async (): Promise<void> => {
        message.destroy("removed");
        await table.history.undo();
      };
      void message.success({
        key: "removed",
        duration: 8,
        content: (
          <>
            {t("removed", { count: removed.length })}{" "}
            <Button type="link" size="small" onClick={() => void undo()}>
              {t("undo")}
            </Button>
          </>
        ),
      });
    }
    if (refused.length > 0) {
      notification.error({
        title: t("not_removed", { count: refused.length }),
        description: sentenceOf(refused[0]),
      });
    }
  }

  return (
    <div className={styles.bar} role="toolbar" aria-label={t("checked", { count: checked.size })}>
      <span className={styles.count}>{t("checked", { count: checked.size })}</span>
      {may(form, "delete") ? (
        <Button type="text" danger icon={<DeleteOutlined />} loading={busy} onClick={() => void remove()}>
          {t("remove")}
        </Button>
      ) : null}
      <Button type="text" icon={<CloseOutlined />} aria-label={t("uncheck")} onClick={onDone} />
    </div>
  );
}
