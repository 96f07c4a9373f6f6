/** Sets an absence: from which day to which, who acts, in which flows. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, DatePicker, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { absenceKey, absences } from "~/api/absences";
import { Problem, sentenceOf, told } from "~/api/problem";
import { useMe } from "~/api/session";
import type { Titled } from "~/api/types";
import { FORMATS, today } from "~/kinds/calendar";
import { instantOf } from "~/kinds/dates";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { Select } from "~/ui/Select";
import { PersonSelect } from "../people/PersonSelect";
import styles from "./Absence.module.css";
import "./words";

interface NewAbsenceProps {
  /** Somebody else, who cannot do so. */
  person: Titled | null;
  onClose: () => void;
}

const DAY = "YYYY-MM-DD";

export function NewAbsence({ person, onClose }: NewAbsenceProps) {
  const { t } = useTranslation("absence");
  useReturnedFocus();
  const { message } = useFeedback();
  const locale = useLocale();
  const phone = usePhone();
  const cache = useQueryClient();
  const me = useMe();
  const zone = me.company.time_zone;
  const [first, setFirst] = useState<Dayjs | null>(dayjs(today(zone)));
  const [last, setLast] = useState<Dayjs | null>(null);
  const [agent, setAgent] = useState<number | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const known = useQuery({
    queryKey: absenceKey(person?.id ?? null),
    queryFn: () => absences.read(person?.id ?? null),
  });
  const flows = known.data?.flows ?? [];
  const midnight = (day: Dayjs): string => instantOf(day.format(DAY), "00:00", zone);
  const saving = useMutation({
    mutationFn: ({ from, to, who }: { from: Dayjs; to: Dayjs; who: number }) =>
      absences.add({
        agent: who,
        ...(person ? { person: person.id } : {}),
        scopes: chosen.map((name) => JSON.parse(name) as { app: string; flow: string }),
        starts_at: midnight(from),
        ends_at: midnight(to.add(1, "day")),
        note: note.trim(),
      }),
    onSuccess: async () => {
      void message.success(t("saved"));
      onClose();
      await cache.invalidateQueries({ queryKey: absenceKey(person?.id ?? null) });
    },
  });
  const [problem] = saving.error instanceof Problem ? saving.error.issues : [];

  function save(): void {
    setTried(true);
    if (first && last && agent !== null) saving.mutate({ from: first, to: last, who: agent });
  }

  const missing = (is: boolean) =>
    tried && is ? (
      <p className={styles.problem} role="alert">
        {t("needed")}
      </p>
    ) : null;
  const day = (id: string, label: string, value: Dayjs | null, onChange: (day: Dayjs | null) => void) => (
    <div className={styles.day}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <DatePicker
        id={id}
        className={styles.whole ?? ""}
        format={FORMATS[locale]}
        inputReadOnly={phone}
        value={value}
        minDate={dayjs(today(zone))}
        onChange={onChange}
      />
      {missing(value === null)}
    </div>
  );

  return (
    <Modal
      open
      width={480}
      title={person ? t("new_of", { name: person.title }) : t("new")}
      okText={t("save")}
      cancelText={t("cancel")}
      confirmLoading={saving.isPending}
      onOk={save}
      onCancel={onClose}
    >
      <p className={styles.quiet}>{t("explained")}</p>
      {saving.error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem ? told(problem) : sentenceOf(saving.error)}
        />
      ) : null}
      <div className={styles.days}>
        {day("absence-first", t("first"), first, setFirst)}
        {day("absence-last", t("last"), last, setLast)}
      </div>
      <label className={styles.label} htmlFor="absence-agent">
        {t("agent")}
      </label>
      <PersonSelect
        id="absence-agent"
        label={t("agent")}
        value={agent}
        besides={person?.id ?? me.person.id}
        onChange={setAgent}
      />
      {missing(agent === null)}
      <label className={styles.label} htmlFor="absence-flows">
        {t("flows")}
      </label>
      <Select<string[]>
        id="absence-flows"
        mode="multiple"
        value={[...chosen]}
        placeholder={t("every")}
        showSearch={{ optionFilterProp: "label" }}
        options={flows.map(({ app, flow }) => ({
          value: JSON.stringify({ app: app.key, flow: flow.key }),
          label: `${app.title} · ${flow.title}`,
        }))}
        onChange={setChosen}
      />
      <label className={styles.label} htmlFor="absence-note">
        {t("note")}
      </label>
      <Input
        id="absence-note"
        value={note}
        maxLength={500}
        placeholder={t("note_example")}
        onChange={({ target }) => setNote(target.value)}
        onPressEnter={save}
      />
    </Modal>
  );
}
