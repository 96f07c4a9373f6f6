/** When people work on a working day: time limits of tasks pass in these hours alone. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, TimePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanySettings, company, type Span } from "~/api/company";
import { keys } from "~/api/keys";
import { Problem, sentenceOf, told } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";
import { usePhone } from "~/ui/phone";
import styles from "./Company.module.css";

const HOUR = "HH:mm";
const STEP = 5;
const AFTERNOON: Span = ["13:00", "18:00"];
/** Of no matter which day. */
const DAY = "2000-01-01";

const toPicker = ([opens, closes]: Span): [Dayjs, Dayjs] => [
  dayjs(`${DAY}T${opens}`),
  dayjs(`${DAY}T${closes}`),
];

export function WorkingHours({ settings }: { settings: CompanySettings }) {
  const { t } = useTranslation("company");
  const { message } = useFeedback();
  const phone = usePhone();
  const cache = useQueryClient();
  const id = useId();
  const [typed, setTyped] = useState<readonly Span[] | null>(null);
  const hours = typed ?? settings.hours;
  const saving = useMutation({
    mutationFn: () => {
      const { name, time_zone, base_currency, week_start, fiscal_start, version } = settings;
      return company.change({ name, time_zone, base_currency, week_start, fiscal_start, hours, version });
    },
    onSuccess: (saved) => {
      cache.setQueryData(keys.company(), saved);
      setTyped(null);
      void message.success(t("kept"));
    },
  });
  const isChanged = JSON.stringify(hours) !== JSON.stringify(settings.hours);
  const [problem] = saving.error instanceof Problem ? saving.error.issues : [];
  const change = (place: number, days: readonly (Dayjs | null)[] | null): void => {
    const [opens, closes] = days ?? [];
    if (!opens || !closes) return;
    const changed: Span = [opens.format(HOUR), closes.format(HOUR)];
    saving.reset();
    setTyped(hours.map((span, at) => (at === place ? changed : span)));
  };
  const leave = (): void => {
    saving.reset();
    setTyped(null);
    if (saving.error) void cache.invalidateQueries({ queryKey: keys.company() });
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && !saving.isPending) saving.mutate();
  };
  const [morning] = hours;
  return (
    <form className={styles.form} aria-labelledby={`${id}-title`} onSubmit={save}>
      <h2 id={`${id}-title`} className={styles.section}>
        {t("hours")}
      </h2>
      <p className={styles.quiet}>{t("hours_text")}</p>
      <div className={styles.facts}>
        {hours.map((span, place) => {
          const name = hours.length === 1 ? "whole_day" : place === 0 ? "morning" : "afternoon";
          return (
            <div key={name} className={styles.fact}>
              <label htmlFor={`${id}-${name}`}>{t(name)}</label>
              <TimePicker.RangePicker
                id={{ start: `${id}-${name}`, end: `${id}-${name}-end` }}
                allowClear={false}
                format={HOUR}
                minuteStep={STEP}
                needConfirm={false}
                inputReadOnly={phone}
                value={toPicker(span)}
                onChange={(days) => change(place, days)}
              />
              <label htmlFor={`${id}-${name}-end`} className="visually-hidden">
                {t("hours_until")}
              </label>
            </div>
          );
        })}
      </div>
      <Checkbox
        checked={hours.length > 1}
        onChange={({ target }) => {
          if (!morning) return;
          saving.reset();
          setTyped(
            target.checked ? [[morning[0], "12:00"], AFTERNOON] : [[morning[0], hours.at(-1)?.[1] ?? ""]],
          );
        }}
      >
        {t("has_break")}
      </Checkbox>
      {saving.error ? (
        <p role="alert" className={styles.problem}>
          {problem ? told(problem) : sentenceOf(saving.error)}
        </p>
      ) : null}
      {isChanged ? (
        <div className={styles.deeds}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t("save")}
          </Button>
          <Button onClick={leave}>{t("cancel")}</Button>
        </div>
      ) : null}
    </form>
  );
}
