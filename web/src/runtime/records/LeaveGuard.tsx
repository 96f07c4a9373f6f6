/** Asks before leaving a list whose last changes are not saved. */
import { Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import type { RecordTable } from "../grid/table";

export function LeaveGuard({ table }: { table: RecordTable }) {
  const { t } = useTranslation("grid");
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && table.hasUnsaved,
  );

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
      onOk={() => blocker.reset?.()}
      onCancel={() => blocker.proceed?.()}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      {t("leave.text")}
    </Modal>
  );
}
