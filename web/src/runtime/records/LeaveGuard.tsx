/** Asks before leaving a list whose last changes are not saved. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Modal } from "~/ui/Modal";
import type { RecordTable } from "../grid/table";
import { useHeld } from "../held";

export function LeaveGuard({ table }: { table: RecordTable }) {
  const { t } = useTranslation("grid");
  const { blocker, go, stay } = useHeld((from, to) => from.pathname !== to.pathname && table.hasUnsaved);

  // The question must be there even where the server is gone by then.
  useEffect(() => void Modal.bring().catch(() => undefined), []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (table.hasUnsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [table]);

  return (
    <Modal
      open={blocker.state === "blocked"}
      title={t("leave.title")}
      okText={t("leave.stay")}
      cancelText={t("leave.go")}
      onOk={() => void stay()}
      onCancel={() => void go()}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      {t("leave.text")}
    </Modal>
  );
}
