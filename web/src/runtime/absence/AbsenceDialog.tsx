/** The absences of somebody else, for whoever manages people: looked at, set and ended. */
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Titled } from "~/api/types";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { AbsenceList } from "./AbsenceList";
import { NewAbsence } from "./NewAbsence";
import "./words";

export function AbsenceDialog({ person, onClose }: { person: Titled; onClose: () => void }) {
  const { t } = useTranslation("absence");
  useReturnedFocus();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Modal
        open
        width={560}
        title={t("absence_of", { name: person.title })}
        onCancel={onClose}
        footer={
          <>
            <Button onClick={onClose}>{t("close")}</Button>
            <Button type="primary" onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          </>
        }
      >
        <AbsenceList person={person} />
      </Modal>
      {adding ? <NewAbsence person={person} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
