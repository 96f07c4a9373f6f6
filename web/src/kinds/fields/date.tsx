/** A day of the calendar. */
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import { DatePicker } from "~/ui/pickers";
import { i18n } from "~/words";
import { dateInWords, today } from "../calendar";
import { useKinds } from "../context";
import { control } from "../control";
import { DayOperand, dayFormats, dayOperandText, fromDay, toDay } from "../DayOperand";
import { readDate } from "../dates";
import { type CellEditProps, type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";

function Edit(props: EditProps<string>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.date");
  return (
    <DatePicker
      {...control(props)}
      className={styles.full ?? ""}
      format={dayFormats(locale)}
      placeholder={props.compact ? "" : t("choose")}
      inputReadOnly={usePhone()}
      value={toDay(props.value)}
      autoFocus={props.autoFocus ?? false}
      onChange={(day) => props.onChange(fromDay(day))}
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
        format={dayFormats(locale)}
        defaultValue={toDay(value)}
        onChange={(day) => onCommit(fromDay(day), null)}
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

export default defineField<string>({
  kind: "date",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue: DayOperand,
  toText: (value) => value ?? "",
  operandText: dayOperandText,
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
    "zh-CN": { choose: "选择日期", refused: "“{{text}}”不是日期，请写成 2026-11-21 这样" },
    en: {
      choose: "Choose a date",
      refused: "“{{text}}” is not a date; write it like 2026-11-21",
    },
  },
});
