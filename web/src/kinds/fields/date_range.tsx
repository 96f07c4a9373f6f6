/** From a first to a last day. */
import type { Dayjs } from "dayjs";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import { DatePicker, RangePicker } from "~/ui/pickers";
import { i18n, type Locale } from "~/words";
import { dateInWords, today } from "../calendar";
import { useKinds } from "../context";
import { control } from "../control";
import { DayOperand, dayFormats, dayOperandText, fromDay, toDay } from "../DayOperand";
import { readDate } from "../dates";
import { type CellEditProps, type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

interface Value {
  start?: string | null;
  end?: string | null;
}

const BETWEEN = /\s*(?:~|～|至|到|—+|–|\bto\b|\s-\s)\s*/;
const SAME_YEAR = /, \d{4}$/;

/** One day stands for itself; in English the year is said once. */
function shown(value: Value | string | null, locale: Locale): string {
  if (value === null || typeof value === "string") return value ?? "";
  const { start, end } = value;
  if (!start || !end) return dateInWords(start ?? end ?? "", locale);
  if (start === end) return dateInWords(start, locale);
  const first = dateInWords(start, locale);
  const once = locale === "en" && start.slice(0, 4) === end.slice(0, 4);
  return `${once ? first.replace(SAME_YEAR, "") : first} – ${dateInWords(end, locale)}`;
}

function rangeOf(start: string | null, end: string | null): Value | null {
  return start || end ? { start, end } : null;
}

/** A phone has no room for two calendars side by side, so each day has its own. */
function TwoDays(props: EditProps<Value>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date_range");
  const { value, onChange } = props;
  const start = value?.start ?? null;
  const end = value?.end ?? null;
  const shared = { format: dayFormats(locale), inputReadOnly: true, disabled: props.disabled ?? false };
  return (
    <span className={styles.days}>
      <DatePicker
        {...shared}
        {...control(props)}
        placeholder={t("start")}
        value={toDay(start)}
        onChange={(day) => onChange(rangeOf(fromDay(day), end))}
        onBlur={() => props.onBlur?.()}
      />
      <DatePicker
        {...shared}
        aria-label={t("end")}
        placeholder={t("end")}
        value={toDay(end)}
        onChange={(day) => onChange(rangeOf(start, fromDay(day)))}
        onBlur={() => props.onBlur?.()}
      />
    </span>
  );
}

function Edit(props: EditProps<Value>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date_range");
  const phone = usePhone();
  const start = props.value?.start ?? null;
  const end = props.value?.end ?? null;
  // The calendar forgets a half-chosen range whenever it is given another array, so it is given the same one.
  const days = useMemo((): [Dayjs | null, Dayjs | null] => [toDay(start), toDay(end)], [start, end]);
  if (phone) return <TwoDays {...props} />;
  const { id, ...shared } = control(props);
  return (
    <>
      <RangePicker
        {...shared}
        id={{ start: id, end: `${id}-end` }}
        className={styles.full ?? ""}
        format={dayFormats(locale)}
        placeholder={props.compact ? ["", ""] : [t("start"), t("end")]}
        value={days}
        autoFocus={props.autoFocus ?? false}
        onChange={(next) => props.onChange(rangeOf(fromDay(next?.[0] ?? null), fromDay(next?.[1] ?? null)))}
        onBlur={() => props.onBlur?.()}
      />
      <label htmlFor={`${id}-end`} className="visually-hidden">
        {t("end")}
      </label>
    </>
  );
}

function CellEdit({ value, onCommit, onCancel }: CellEditProps<Value>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date_range");
  const [chosen, setChosen] = useState<Value | null | undefined>(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
  };
  return (
    <div className={styles.overCell}>
      <RangePicker
        autoFocus
        defaultOpen
        variant="borderless"
        format={dayFormats(locale)}
        placeholder={[t("start"), t("end")]}
        defaultValue={[toDay(value?.start), toDay(value?.end)]}
        onKeyDown={onKeyDown}
        onChange={(days) => setChosen(rangeOf(fromDay(days?.[0] ?? null), fromDay(days?.[1] ?? null)))}
        onOpenChange={(open) => {
          if (open) return;
          if (chosen === undefined) onCancel();
          else onCommit(chosen, null);
        }}
      />
    </div>
  );
}

function Cell({ value }: CellProps<Value>) {
  const { locale } = useKinds();
  return <span className={`${styles.line} ${styles.tabular}`}>{shown(value, locale)}</span>;
}

export default defineField<Value>({
  kind: "date_range",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue: DayOperand,
  toText: (value) =>
    value?.start && value.end ? `${value.start} ~ ${value.end}` : (value?.start ?? value?.end ?? ""),
  operandText: dayOperandText,
  fromText: (text, _field, { timeZone }) => {
    const parts = text.trim().split(BETWEEN).filter(Boolean);
    if (parts.length === 0) return { value: null };
    const days = parts.map((part) => readDate(part, today(timeZone)));
    const [start, end = start] = days;
    if (!start || !end || days.length > 2) {
      return { problem: i18n.t("kind.date_range:refused", { text: text.trim() }) };
    }
    if (end < start) return { problem: i18n.t("kind.date_range:backwards", { text: text.trim() }) };
    return { value: { start, end } };
  },
  toExpression: (value) => (value?.start && value.end ? [value.start, value.end] : null),
  same: (one, other) => one?.start === other?.start && one?.end === other?.end,
  compare: (one, other) =>
    (one.start ?? "").localeCompare(other.start ?? "") || (one.end ?? "").localeCompare(other.end ?? ""),
  typedAsText: true,
  width: 200,
  align: "left",
  words: {
    "zh-CN": {
      start: "开始日期",
      end: "结束日期",
      refused: "“{{text}}”不是一段日期，请写成 2026-01-05 ~ 2026-02-28 这样",
      backwards: "“{{text}}”的结束日期早于开始日期",
    },
    en: {
      start: "First day",
      end: "Last day",
      refused: "“{{text}}” is not a range of days; write it like 2026-01-05 ~ 2026-02-28",
      backwards: "In “{{text}}” the last day is before the first",
    },
  },
});
