/** A moment, entered and shown on the company's clock. */
import dayjs, { type Dayjs } from "dayjs";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import { DatePicker } from "~/ui/pickers";
import { i18n, type Locale } from "~/words";
import { ACCEPTED, FORMATS, instantInWords, today } from "../calendar";
import { useKinds } from "../context";
import { control } from "../control";
import { instantOf, inZone, readDate, readTime } from "../dates";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { NumberInput } from "../NumberInput";
import { isNumber } from "../numbers";

/** The calendar widget knows one clock only, so it is given the company's wall time. */
function toPicker(value: unknown, zone: string): Dayjs | null {
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return null;
  const { date, time } = inZone(value, zone);
  return dayjs(`${date}T${time}`);
}

function fromPicker(moment: Dayjs | null, zone: string): string | null {
  return moment ? instantOf(moment.format("YYYY-MM-DD"), moment.format("HH:mm:ss"), zone) : null;
}

function formats(locale: Locale): string[] {
  return [FORMATS[locale], ...ACCEPTED].map((format) => `${format} HH:mm`);
}

function Edit(props: EditProps<string>) {
  const { locale, timeZone } = useKinds();
  const { t } = useTranslation("kind.datetime");
  return (
    <DatePicker
      {...control(props)}
      showTime={{ format: "HH:mm", minuteStep: 5 }}
      className={styles.full ?? ""}
      format={formats(locale)}
      placeholder={props.compact ? "" : t("choose")}
      inputReadOnly={usePhone()}
      value={toPicker(props.value, timeZone)}
      autoFocus={props.autoFocus ?? false}
      onChange={(moment) => props.onChange(fromPicker(moment, timeZone))}
      onBlur={() => props.onBlur?.()}
    />
  );
}

function CellEdit({ value, onCommit, onCancel }: CellEditProps<string>) {
  const { locale, timeZone } = useKinds();
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
  };
  return (
    <div className={styles.overCell}>
      <DatePicker
        autoFocus
        onKeyDown={onKeyDown}
        defaultOpen
        showTime={{ format: "HH:mm", minuteStep: 5 }}
        variant="borderless"
        format={formats(locale)}
        defaultValue={toPicker(value, timeZone)}
        onChange={(moment) => onCommit(fromPicker(moment, timeZone), null)}
        onOpenChange={(open) => {
          if (!open) onCancel();
        }}
      />
    </div>
  );
}

function Cell({ value }: CellProps<string>) {
  const { locale, timeZone } = useKinds();
  return (
    <span className={`${styles.line} ${styles.tabular}`}>
      {value ? instantInWords(value, locale, timeZone) : null}
    </span>
  );
}

function FilterValue({ operand, value, onChange }: FilterValueProps) {
  const { locale, timeZone } = useKinds();
  const { t } = useTranslation("kind.datetime");
  if (!operand.name.startsWith("date")) {
    return (
      <NumberInput
        label={t("days")}
        value={isNumber(value) ? value : null}
        decimals={0}
        suffix={t("days")}
        onChange={(next) => onChange(next === null ? null : Number(next))}
      />
    );
  }
  const whole = operand.name === "date";
  const format = whole ? formats(locale).map((written) => written.replace(" HH:mm", "")) : formats(locale);
  return (
    <DatePicker
      aria-label={t("choose")}
      showTime={whole ? false : { format: "HH:mm" }}
      format={format}
      placeholder={t("choose")}
      value={whole ? (typeof value === "string" ? dayjs(value) : null) : toPicker(value, timeZone)}
      onChange={(moment) =>
        onChange(whole ? (moment?.format("YYYY-MM-DD") ?? null) : fromPicker(moment, timeZone))
      }
    />
  );
}

export default defineField<string>({
  kind: "datetime",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, _field, { timeZone }) => {
    if (!value || Number.isNaN(Date.parse(value))) return value ?? "";
    const { date, time } = inZone(value, timeZone);
    return `${date} ${time.slice(0, 5)}`;
  },
  operandText: (value, operand, _field, { locale, timeZone }) => {
    if (!operand.name.startsWith("date")) return `${value} ${i18n.t("kind.datetime:days")}`;
    return operand.name === "date" ? String(value) : instantInWords(String(value), locale, timeZone);
  },
  fromText: (text, _field, { timeZone }) => {
    const written = text.trim();
    if (/^\d{4}-\d\d-\d\dT.*(z|[+-]\d\d:?\d\d)$/i.test(written) && !Number.isNaN(Date.parse(written))) {
      return { value: new Date(written).toISOString() };
    }
    const time = readTime(written);
    const day = written.replace(/\s*(上午|下午|晚上)?\s*\d{1,2}[:：]\d{2}.*$/, "");
    const date = readDate(day || today(timeZone), today(timeZone));
    if (written === "") return { value: null };
    if (!date || !time) return { problem: i18n.t("kind.datetime:refused", { text: written }) };
    const clock = time.map((part) => String(part).padStart(2, "0")).join(":");
    return { value: instantOf(date, clock, timeZone) };
  },
  toExpression: (value) => value,
  same: (one, other) => (one && other ? Date.parse(one) === Date.parse(other) : one === other),
  compare: (one, other) => Date.parse(one) - Date.parse(other),
  typedAsText: true,
  width: 160,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择日期和时间",
      days: "天",
      refused: "“{{text}}”不是日期和时间，请写成 2026-11-21 09:30 这样",
    },
    en: {
      choose: "Choose a date and time",
      days: "days",
      refused: "“{{text}}” is not a date and time; write it like 2026-11-21 09:30",
    },
  },
});
