/** A part of a whole: kept as a fraction, typed and read in hundredths. */
import { useTranslation } from "react-i18next";
import { Decimal } from "~/expression/values";
import { i18n } from "~/words";
import { noteId } from "../control";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { NumberInput, shownNumber } from "../NumberInput";
import { compareNumbers, isNumber, readNumber, roundTo, trimZeros } from "../numbers";

interface Settings {
  decimals?: number;
  maximum?: string | number | null;
  display?: string;
}

type Value = string;

const GROUPED_FROM = 10_000;

function decimalsOf(field: FieldWith<Settings>): number {
  return field.decimals ?? 0;
}

function toHundredths(value: Value | number): string {
  return new Decimal(value).times(100).toFixed();
}

function fromHundredths(text: string | null): Value | null {
  return text !== null && isNumber(text) ? new Decimal(text).div(100).toFixed() : text;
}

function shown(value: Value | null, field: FieldWith<Settings>): string {
  if (value === null) return "";
  if (!isNumber(value)) return String(value);
  const hundredths = toHundredths(value);
  const grouped = Math.abs(Number(hundredths)) >= GROUPED_FROM;
  return `${shownNumber(hundredths, decimalsOf(field), grouped)}%`;
}

function Edit(props: EditProps<Value, Settings>) {
  const { id, field, value, onChange } = props;
  return (
    <NumberInput
      id={id}
      value={isNumber(value) ? toHundredths(value) : value}
      decimals={decimalsOf(field)}
      suffix="%"
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      invalid={props.issues.length > 0}
      describedBy={noteId(id)}
      onChange={(next) => onChange(fromHundredths(next))}
      onBlur={props.onBlur}
    />
  );
}

/** The bar is full at the greatest percentage that the author allows, else at 100. */
function filled(value: Value, field: FieldWith<Settings>): number {
  const full = isNumber(field.maximum) && Number(field.maximum) > 0 ? Number(field.maximum) : 100;
  return Math.min(100, Math.max(0, (Number(toHundredths(value)) / full) * 100));
}

function Bar({ field, value }: CellProps<Value, Settings>) {
  return (
    <span className={styles.bar}>
      <span className={styles.barTrack} aria-hidden>
        {value === null ? null : <span style={{ width: `${filled(value, field)}%` }} />}
      </span>
      <span className={styles.tabular}>{shown(value, field)}</span>
    </span>
  );
}

function isBar(field: FieldWith<Settings>, value: Value | null): boolean {
  return field.display === "bar" && isNumber(value);
}

function Read(props: CellProps<Value, Settings>) {
  if (isBar(props.field, props.value)) return <Bar {...props} />;
  return <span className={styles.tabular}>{shown(props.value, props.field)}</span>;
}

function Cell(props: CellProps<Value, Settings>) {
  if (isBar(props.field, props.value)) return <Bar {...props} />;
  return <span className={styles.figure}>{shown(props.value, props.field)}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.percent");
  return (
    <NumberInput
      label={t("figure")}
      value={isNumber(value) ? toHundredths(value) : null}
      decimals={decimalsOf(field)}
      suffix="%"
      onChange={(next) => onChange(fromHundredths(next))}
    />
  );
}

export default defineField<Value, Settings>({
  kind: "percent",
  Edit,
  Read,
  Cell,
  FilterValue,
  toText: (value, field) =>
    isNumber(value) ? `${trimZeros(roundTo(toHundredths(value), decimalsOf(field)))}%` : (value ?? ""),
  operandText: (value, _operand, field) => (isNumber(value) ? shown(String(value), field) : ""),
  fromText: (text) => {
    const read = readNumber(text.replace(/[%％]/, ""));
    if (read === undefined) return { problem: i18n.t("kind.percent:refused", { text: text.trim() }) };
    // Not rounded: 0.15 where 15% was meant shall be refused, as an import refuses it, rather than become 0%.
    return { value: fromHundredths(read) };
  },
  fromExpression: (value) => value,
  toExpression: (value) => (isNumber(value) ? value : null),
  same: (one, other) => (isNumber(one) && isNumber(other) ? compareNumbers(one, other) === 0 : one === other),
  compare: compareNumbers,
  width: 120,
  align: "right",
  words: {
    "zh-CN": { figure: "百分数", refused: "“{{text}}”不是百分比，请写成 12.5% 这样" },
    en: { figure: "Percentage", refused: "“{{text}}” is not a percentage; write it like 12.5%" },
  },
});
