/** A figure with a fixed number of decimals. */
import { useTranslation } from "react-i18next";
import { i18n, type Label, textOf } from "~/words";
import { useKinds } from "../context";
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
  unit?: Label;
  thousands?: boolean;
}

type Value = string | number;

function decimalsOf(field: FieldWith<Settings>): number {
  return field.decimals ?? 2;
}

/** Whole numbers travel as JSON numbers, others as text, so that no digit is lost. */
function asJson(text: string | null, field: FieldWith<Settings>): Value | null {
  if (text === null || !isNumber(text)) return text;
  return decimalsOf(field) === 0 && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

function shown(value: Value | null, field: FieldWith<Settings>): string {
  if (value === null) return "";
  return isNumber(value) ? shownNumber(value, decimalsOf(field), field.thousands === true) : String(value);
}

function Edit(props: EditProps<Value, Settings>) {
  const { id, field, value, onChange } = props;
  const { locale } = useKinds();
  return (
    <NumberInput
      id={id}
      value={value}
      decimals={decimalsOf(field)}
      grouped={field.thousands === true}
      suffix={textOf(field.unit, locale) || undefined}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      invalid={props.issues.length > 0}
      describedBy={noteId(id)}
      onChange={(next) => onChange(asJson(next, field))}
      onBlur={props.onBlur}
    />
  );
}

function Read({ field, value }: CellProps<Value, Settings>) {
  const { locale } = useKinds();
  const unit = textOf(field.unit, locale);
  return (
    <span className={styles.tabular}>
      {shown(value, field)}
      {unit && value !== null ? <span className={styles.quiet}> {unit}</span> : null}
    </span>
  );
}

function Cell({ field, value }: CellProps<Value, Settings>) {
  return <span className={styles.figure}>{shown(value, field)}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.number");
  return (
    <NumberInput
      label={t("figure")}
      value={isNumber(value) ? value : null}
      decimals={decimalsOf(field)}
      onChange={(next) => onChange(asJson(next, field))}
    />
  );
}

export default defineField<Value, Settings>({
  kind: "number",
  Edit,
  Read,
  Cell,
  FilterValue,
  toText: (value, field) =>
    isNumber(value) ? trimZeros(roundTo(value, decimalsOf(field))) : (value ?? "").toString(),
  fromText: (text, field) => {
    const read = readNumber(text);
    if (read === undefined) return { problem: i18n.t("kind.number:refused", { text: text.trim() }) };
    return { value: read === null ? null : asJson(roundTo(read, decimalsOf(field)), field) };
  },
  toExpression: (value) => (isNumber(value) ? value : null),
  same: (one, other) => (isNumber(one) && isNumber(other) ? compareNumbers(one, other) === 0 : one === other),
  compare: compareNumbers,
  width: 120,
  align: "right",
  words: {
    "zh-CN": { figure: "数值", refused: "“{{text}}”不是数字，请写成 1200.5 这样" },
    en: { figure: "Figure", refused: "“{{text}}” is not a number; write it like 1200.5" },
  },
});
