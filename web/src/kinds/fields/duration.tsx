/** A length of time, in seconds. */
import { useTranslation } from "react-i18next";
import { i18n, type Locale } from "~/words";
import { useKinds } from "../context";
import { DurationInput } from "../DurationInput";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import { clockDuration, durationInWords, HOUR, MINUTE, readDuration } from "../durations";
import styles from "../field.module.css";
import { WrittenInput } from "../WrittenInput";

interface Settings {
  shape?: string;
}

type Value = number;

const SMALLEST: Readonly<Record<string, number>> = {
  hours_minutes: MINUTE,
  hours_minutes_seconds: 1,
  days_hours: HOUR,
};

function unitOf(field: FieldWith<Settings>): number {
  return SMALLEST[field.shape ?? ""] ?? MINUTE;
}

function shown(value: unknown, field: FieldWith<Settings>, locale: Locale): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  if (field.shape === "days_hours") return durationInWords(value, locale);
  return clockDuration(value, field.shape === "hours_minutes_seconds");
}

function isValue(value: unknown): value is Value {
  return typeof value === "number";
}

function Edit(props: EditProps<Value | string, Settings>) {
  const { field } = props;
  const { locale } = useKinds();
  const { t } = useTranslation("kind.duration");
  return (
    <WrittenInput<Value>
      edit={props}
      value={props.value}
      write={(value) => shown(value, field, locale)}
      read={(text) => readDuration(text, unitOf(field)) ?? undefined}
      isValue={isValue}
      input={{ placeholder: props.compact ? "" : t(field.shape ?? "hours_minutes") }}
    />
  );
}

function Read({ field, value }: CellProps<Value | string, Settings>) {
  const { locale } = useKinds();
  return <span className={styles.tabular}>{shown(value, field, locale)}</span>;
}

function Cell({ field, value }: CellProps<Value | string, Settings>) {
  const { locale } = useKinds();
  return <span className={styles.figure}>{shown(value, field, locale)}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.duration");
  return (
    <DurationInput
      label={t("length")}
      placeholder={t(field.shape ?? "hours_minutes")}
      value={value}
      unit={unitOf(field)}
      write={(seconds) => shown(seconds, field, locale)}
      onChange={onChange}
    />
  );
}

export default defineField<Value | string, Settings>({
  kind: "duration",
  Edit,
  Read,
  Cell,
  FilterValue,
  toText: (value, field, { locale }) => shown(value, field, locale),
  operandText: (value, _operand, field, { locale }) => shown(value, field, locale),
  fromText: (text, field) => {
    const read = readDuration(text, unitOf(field));
    return read === undefined
      ? { problem: i18n.t("kind.duration:refused", { text: text.trim() }) }
      : { value: read };
  },
  fromExpression: Number,
  toExpression: (value) => (typeof value === "number" ? value : null),
  compare: (one, other) => Number(one) - Number(other),
  width: 120,
  align: "right",
  words: {
    "zh-CN": {
      length: "时长",
      hours_minutes: "时:分",
      hours_minutes_seconds: "时:分:秒",
      days_hours: "例如 2天3小时",
      refused: "“{{text}}”不是时长，请写成 1:30 或 1小时30分 这样",
    },
    en: {
      length: "Duration",
      hours_minutes: "h:mm",
      hours_minutes_seconds: "h:mm:ss",
      days_hours: "such as 2d 3h",
      refused: "“{{text}}” is not a duration; write it like 1:30 or 1h 30m",
    },
  },
});
