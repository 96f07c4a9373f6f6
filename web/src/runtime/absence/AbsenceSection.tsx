/** My own absences, as a subject of my page. */
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../me/Section";
import { AbsenceList } from "./AbsenceList";
import { NewAbsence } from "./NewAbsence";
import "./words";

export function AbsenceSection() {
  const { t } = useTranslation("absence");
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t("title")}
      text={t("text")}
      action={<Button onClick={() => setAdding(true)}>{t("add")}</Button>}
    >
      <AbsenceList person={null} />
      {adding ? <NewAbsence person={null} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
