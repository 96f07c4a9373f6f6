/** A day, or a number of days, that a filter compares with. */
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { DatePicker } from "~/ui/pickers";
import { i18n, type Locale } from "~/words";
import { ACCEPTED, FORMATS } from "./calendar";
import { useKinds } from "./context";
import type { FilterValueProps } from "./define";
import { NumberInput } from "./NumberInput";
import { isNumber } from "./numbers";

/** The reader's own format first; the others are understood as well. */
export function dayFormats(locale: Locale): string[] {
  return [FORMATS[locale], ...ACCEPTED.filter((format) => format !== FORMATS[locale])];
}

export function toDay(value: unknown): Dayjs | null {
  const day = typeof value === "string" && value ? dayjs(value, "YYYY-MM-DD") : null;
  return day?.isValid() ? day : null;
}

export function fromDay(day: Dayjs | null): string | null {
  return day ? day.format("YYYY-MM-DD") : null;
}

/** Operators over days ("in the last … days") take a figure, the others a day. */
export function DayOperand({ operand, value, onChange }: FilterValueProps) {
  const { locale } = useKinds();
  const { t } = useTranslation("kinds");
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
      aria-label={t("choose_day")}
      format={dayFormats(locale)}
      placeholder={t("choose_day")}
      value={toDay(value)}
      onChange={(day) => onChange(fromDay(day))}
    />
  );
}

export function dayOperandText(value: unknown, operand: { name: string }): string {
  return operand.name.startsWith("date") ? String(value) : `${value} ${i18n.t("kinds:days")}`;
}
