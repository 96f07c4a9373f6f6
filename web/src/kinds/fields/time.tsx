/** A time of day. */
import dayjs, { type Dayjs } from "dayjs";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import { TimePicker } from "~/ui/pickers";
import { i18n } from "~/words";
import { control } from "../control";
import { readTime } from "../dates";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";

interface Settings {
  seconds?: boolean;
}

function formatOf(field: FieldWith<Settings>): string {
  return field.seconds ? "HH:mm:ss" : "HH:mm";
}

function toPicker(value: unknown): Dayjs | null {
  return typeof value === "string" && /^\d\d:\d\d/.test(value) ? dayjs(`2000-01-01T${value}`) : null;
}

function fromPicker(time: Dayjs | null): string | null {
  return time ? time.format("HH:mm:ss") : null;
}

/** Seconds are shown where there are any. */
function shown(value: string | null, field: FieldWith<Settings>): string {
  if (!value) return "";
  return field.seconds || !/^\d\d:\d\d:00$/.test(value) ? value : value.slice(0, 5);
}

function Edit(props: EditProps<string, Settings>) {
  const { t } = useTranslation("kind.time");
  return (
    <TimePicker
      {...control(props)}
      className={styles.full ?? ""}
      format={formatOf(props.field)}
      placeholder={props.compact ? "" : t("choose")}
      inputReadOnly={usePhone()}
      needConfirm={false}
      value={toPicker(props.value)}
      autoFocus={props.autoFocus ?? false}
      onChange={(time) => props.onChange(fromPicker(time))}
      onBlur={() => props.onBlur?.()}
    />
  );
}

function CellEdit({ field, value, onCommit, onCancel }: CellEditProps<string, Settings>) {
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
  };
  return (
    <div className={styles.overCell}>
      <TimePicker
        autoFocus
        defaultOpen
        variant="borderless"
        format={formatOf(field)}
        defaultValue={toPicker(value)}
        onKeyDown={onKeyDown}
        onChange={(time) => onCommit(fromPicker(time), null)}
        onOpenChange={(open) => {
          if (!open) onCancel();
        }}
      />
    </div>
  );
}

function Cell({ field, value }: CellProps<string, Settings>) {
  return <span className={`${styles.line} ${styles.tabular}`}>{shown(value, field)}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.time");
  return (
    <TimePicker
      aria-label={t("choose")}
      placeholder={t("choose")}
      format={formatOf(field)}
      needConfirm={false}
      value={toPicker(value)}
      onChange={(time) => onChange(fromPicker(time))}
    />
  );
}

export default defineField<string, Settings>({
  kind: "time",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: shown,
  operandText: (value, _operand, field) => shown(String(value), field),
  fromText: (text) => {
    const written = text
      .trim()
      .replace(/\s*[点时]\s*/, ":")
      .replace(/:$/, ":00")
      .replace(/分$/, "");
    if (written === "") return { value: null };
    const time = written.includes(":") ? readTime(written) : undefined;
    if (!time) return { problem: i18n.t("kind.time:refused", { text: text.trim() }) };
    return { value: time.map((part) => String(part).padStart(2, "0")).join(":") };
  },
  toExpression: (value) => value,
  compare: (one, other) => one.localeCompare(other),
  typedAsText: true,
  width: 100,
  align: "left",
  words: {
    "zh-CN": { choose: "选择时间", refused: "“{{text}}”不是时间，请写成 09:30 这样" },
    en: { choose: "Choose a time", refused: "“{{text}}” is not a time of day; write it like 09:30" },
  },
});
