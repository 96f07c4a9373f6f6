/** A day of the calendar. */
import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import { i18n, type Locale } from "~/words";
import { ACCEPTED, dateInWords, FORMATS, today } from "../calendar";
import { useKinds } from "../context";
import { control } from "../control";
import { readDate } from "../dates";
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

function toPicker(value: string | null): Dayjs | null {
  const day = value ? dayjs(value, "YYYY-MM-DD") : null;
  return day?.isValid() ? day : null;
}

function fromPicker(day: Dayjs | null): string | null {
  return day ? day.format("YYYY-MM-DD") : null;
}

function formats(locale: Locale): string[] {
  return [FORMATS[locale], ...ACCEPTED.filter((format) => format !== FORMATS[locale])];
}

function Edit(props: EditProps<string>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date");
  return (
    <DatePicker
      {...control(props)}
      className={styles.full ?? ""}
      format={formats(locale)}
      placeholder={props.compact ? "" : t("choose")}
      inputReadOnly={usePhone()}
      value={toPicker(props.value)}
      autoFocus={props.autoFocus ?? false}
      onChange={(day) => props.onChange(fromPicker(day))}
      onBlur={() => props.onBlur?.()}
    />
  );
}

function CellEdit({ value, onCommit, onCancel }: CellEditProps<string>) {
  const { locale } = useKinds();
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
        variant="borderless"
        format={formats(locale)}
        defaultValue={toPicker(value)}
        onChange={(day) => onCommit(fromPicker(day), null)}
        onOpenChange={(open) => {
          if (!open) onCancel();
        }}
      />
    </div>
  );
}

function Cell({ value }: CellProps<string>) {
  const { locale } = useKinds();
  return (
    <span className={`${styles.line} ${styles.tabular}`}>{value ? dateInWords(value, locale) : null}</span>
  );
}

/** Operators over days ("in the last … days") take a figure, the others a day. */
function FilterValue({ operand, value, onChange }: FilterValueProps) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date");
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
  return (
    <DatePicker
      aria-label={t("choose")}
      format={formats(locale)}
      placeholder={t("choose")}
      value={toPicker(typeof value === "string" ? value : null)}
      onChange={(day) => onChange(fromPicker(day))}
    />
  );
}

export default defineField<string>({
  kind: "date",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value) => value ?? "",
  operandText: (value, operand) =>
    operand.name.startsWith("date") ? String(value) : `${value} ${i18n.t("kind.date:days")}`,
  fromText: (text, _field, { timeZone }) => {
    const read = readDate(text, today(timeZone));
    return read === undefined
      ? { problem: i18n.t("kind.date:refused", { text: text.trim() }) }
      : { value: read };
  },
  toExpression: (value) => value,
  compare: (one, other) => one.localeCompare(other),
  typedAsText: true,
  width: 120,
  align: "left",
  words: {
    "zh-CN": { choose: "选择日期", days: "天", refused: "“{{text}}”不是日期，请写成 2026-11-21 这样" },
    en: {
      choose: "Choose a date",
      days: "days",
      refused: "“{{text}}” is not a date; write it like 2026-11-21",
    },
  },
});
