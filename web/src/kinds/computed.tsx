/** A value that is computed rather than entered, shown by the type that its expression has. */
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { dateInWords, instantInWords } from "./calendar";
import { type KindContextValue, useKinds } from "./context";
import { noteId } from "./control";
import { DurationInput } from "./DurationInput";
import type { Alignment, CellProps, EditProps, FieldWith, FilterValueProps } from "./define";
import { clockDuration, MINUTE } from "./durations";
import styles from "./field.module.css";
import { NumberInput, shownNumber } from "./NumberInput";
import { compareNumbers, isNumber, roundTo } from "./numbers";
import type { Option } from "./options";

export interface ComputedSettings {
  decimals?: number;
  type?: { name: string };
}

type Field = FieldWith<ComputedSettings>;

/** From here on a whole number is a quantity to be grouped; below, it may be a year. */
const GROUPED_FROM = 10_000;

/** The type as the definition tells it, or as the operators that filter by it take it. */
export function typeOf(field: Field): string {
  const operand = field.operators.find((operator) => operator.operands.length === 1)?.operands[0];
  return field.type?.name ?? operand?.name ?? "text";
}

export function isFigure(field: Field): boolean {
  return field.aggregates.includes("sum") || typeOf(field) === "number";
}

/** Figures end at the right, where they are compared; texts and days begin at the left. */
export function alignOf(field: Field): Alignment {
  return isFigure(field) || typeOf(field) === "duration" ? "right" : "left";
}

/** Whole figures travel as JSON numbers, whatever the settings allow for. */
function decimalsOf(value: string | number, field: Field): number {
  return typeof value === "number" ? 0 : (field.decimals ?? 2);
}

function figure(value: string | number, field: Field): string {
  const decimals = decimalsOf(value, field);
  const grouped = decimals > 0 || Math.abs(Number(value)) >= GROUPED_FROM;
  return shownNumber(value, decimals, grouped);
}

/** A computed option bears its key only; its words stand with the field that the option was taken from. */
function optionWords(value: unknown, field: Field, { forms, locale }: KindContextValue): string | undefined {
  const keys = field.operators.find(({ operands }) => operands[0]?.options)?.operands[0]?.options;
  if (!keys?.includes(String(value))) return undefined;
  const lists = forms.flatMap((form) =>
    form.fields.map((one) => one.options as readonly Option[] | undefined),
  );
  const list = lists.find(
    (options) => options?.length === keys.length && options.every(({ key }) => keys.includes(key)),
  );
  const option = list?.find(({ key }) => key === value);
  return option && textOf(option.label, locale);
}

export function computedText(value: unknown, field: Field, context: KindContextValue): string {
  const { locale, timeZone } = context;
  if (value === null || value === undefined || value === "") return "";
  const words = optionWords(value, field, context);
  if (words) return words;
  const type = typeOf(field);
  if (type === "duration" && isNumber(value)) return clockDuration(Number(value));
  if (isFigure(field) && isNumber(value)) return figure(value, field);
  if (type === "time") return String(value).replace(/^(\d\d:\d\d):00$/, "$1");
  if (type === "date") return dateInWords(String(value), locale);
  if (type === "datetime") return instantInWords(String(value), locale, timeZone);
  return String(value);
}

/** As `computedText`, but as a spreadsheet reads it. */
export function plainText(value: unknown, field: Field): string {
  if (value === null || value === undefined) return "";
  if (typeOf(field) === "duration" && isNumber(value)) return clockDuration(Number(value));
  return isFigure(field) && isNumber(value) ? roundTo(value, decimalsOf(value, field)) : String(value);
}

function useText(value: unknown, field: Field): string {
  const context = useKinds();
  const { t } = useTranslation("kinds");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  return computedText(value, field, context);
}

export function ComputedEdit({ id, field, value }: EditProps<unknown, ComputedSettings>) {
  const { t } = useTranslation("kinds");
  const text = useText(value, field);
  return (
    <output id={id} className={styles.still} aria-describedby={noteId(id)} title={t("computed")}>
      {text ? (
        <span className={styles.tabular}>{text}</span>
      ) : (
        <span className={styles.blank}>{t("blank")}</span>
      )}
    </output>
  );
}

export function ComputedRead({ field, value }: CellProps<unknown, ComputedSettings>) {
  return <span className={styles.tabular}>{useText(value, field)}</span>;
}

export function ComputedCell({ field, value }: CellProps<unknown, ComputedSettings>) {
  return <span className={isFigure(field) ? styles.figure : styles.line}>{useText(value, field)}</span>;
}

/** A figure for figures; for the rest the filter offers its own way of entering text. */
export function ComputedFilterValue({ field, operand, value, onChange }: FilterValueProps<ComputedSettings>) {
  const { t } = useTranslation("kinds");
  if (operand.name === "number") {
    return (
      <NumberInput
        label={t("value")}
        value={isNumber(value) ? value : null}
        decimals={field.decimals ?? 2}
        onChange={onChange}
      />
    );
  }
  if (operand.name === "duration") {
    return (
      <DurationInput
        label={t("value")}
        placeholder="h:mm"
        value={value}
        unit={MINUTE}
        write={clockDuration}
        onChange={onChange}
      />
    );
  }
  return (
    <input
      className={styles.plainInput}
      aria-label={t("value")}
      type={operand.name === "date" || operand.name === "time" ? operand.name : "text"}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}

export function compareComputed(one: unknown, other: unknown): number {
  if (isNumber(one) && isNumber(other)) return compareNumbers(one, other);
  return String(one).localeCompare(String(other));
}
