/** From a least to a greatest number. */
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

type Figure = string | number;

interface Value {
  low?: Figure | null;
  high?: Figure | null;
}

type Field = FieldWith<Settings>;

/** A hyphen stands between two numbers only behind the first, where it is no sign. */
const BETWEEN = /\s*(?:[~～至到]|[—–]+|\bto\b|(?<=[\d万亿%)）])\s*[-－](?=\s*[-－]?[\d.(（￥¥$]))\s*/;

function decimalsOf(field: Field): number {
  return field.decimals ?? 2;
}

/** Whole numbers travel as JSON numbers, others as text, so that no digit is lost. */
function asJson(text: string | null, field: Field): Figure | null {
  if (text === null || !isNumber(text)) return text;
  return decimalsOf(field) === 0 && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

function shownEnd(value: Figure | null | undefined, field: Field): string {
  if (!isNumber(value)) return value ?? "";
  return shownNumber(value, decimalsOf(field), field.thousands === true);
}

/** A single number stands for itself. */
function shown(value: Value | string | null, field: Field): string {
  if (value === null || typeof value === "string") return value ?? "";
  const [low, high] = [shownEnd(value.low, field), shownEnd(value.high, field)];
  return low === high || !low || !high ? low || high : `${low} – ${high}`;
}

function rangeOf(low: Figure | null, high: Figure | null): Value | null {
  return low === null && high === null ? null : { low, high };
}

function Edit(props: EditProps<Value, Settings>) {
  const { id, field, value, onChange } = props;
  const { t } = useTranslation("kind.number_range");
  const { locale } = useKinds();
  const [low, high] = [value?.low ?? null, value?.high ?? null];
  const shared = {
    decimals: decimalsOf(field),
    grouped: field.thousands === true,
    suffix: textOf(field.unit, locale) || undefined,
    disabled: props.disabled,
    invalid: props.issues.length > 0,
    describedBy: noteId(id),
    onBlur: props.onBlur,
  };
  return (
    <span className={styles.ends}>
      <NumberInput
        {...shared}
        id={id}
        value={low}
        autoFocus={props.autoFocus}
        onChange={(next) => onChange(rangeOf(asJson(next, field), high))}
      />
      <span className={styles.quiet} aria-hidden>
        –
      </span>
      <NumberInput
        {...shared}
        label={t("high")}
        value={high}
        onChange={(next) => onChange(rangeOf(low, asJson(next, field)))}
      />
    </span>
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
  const { t } = useTranslation("kind.number_range");
  return (
    <NumberInput
      label={t("figure")}
      value={isNumber(value) ? value : null}
      decimals={decimalsOf(field)}
      onChange={(next) => onChange(asJson(next, field))}
    />
  );
}

function plain(value: Figure | null | undefined, field: Field): string {
  return isNumber(value) ? trimZeros(roundTo(value, decimalsOf(field))) : (value ?? "");
}

function sameEnd(one: Figure | null | undefined, other: Figure | null | undefined): boolean {
  return isNumber(one) && isNumber(other)
    ? compareNumbers(one, other) === 0
    : (one ?? null) === (other ?? null);
}

export default defineField<Value, Settings>({
  kind: "number_range",
  Edit,
  Read,
  Cell,
  FilterValue,
  toText: (value, field) => {
    const ends = [plain(value?.low, field), plain(value?.high, field)].filter(Boolean);
    return ends.join(" ~ ");
  },
  operandText: (value, _operand, field) => plain(value as Figure | null, field),
  fromText: (text, field) => {
    const parts = text.trim().split(BETWEEN).filter(Boolean);
    if (parts.length === 0) return { value: null };
    const [low, high = low] = parts.map((part) => readNumber(part));
    if (typeof low !== "string" || typeof high !== "string" || parts.length > 2) {
      return { problem: i18n.t("kind.number_range:refused", { text: text.trim() }) };
    }
    if (compareNumbers(high, low) < 0) {
      return { problem: i18n.t("kind.number_range:backwards", { text: text.trim() }) };
    }
    const end = (written: string): Figure | null => asJson(roundTo(written, decimalsOf(field)), field);
    return { value: { low: end(low), high: end(high) } };
  },
  toExpression: (value) => (isNumber(value?.low) && isNumber(value.high) ? [value.low, value.high] : null),
  same: (one, other) => sameEnd(one?.low, other?.low) && sameEnd(one?.high, other?.high),
  compare: (one, other) =>
    compareNumbers(one.low ?? 0, other.low ?? 0) || compareNumbers(one.high ?? 0, other.high ?? 0),
  width: 160,
  align: "right",
  words: {
    "zh-CN": {
      figure: "数值",
      high: "上限",
      refused: "“{{text}}”不是数字区间，请写成 100 ~ 200 这样",
      backwards: "“{{text}}”的上限小于下限",
    },
    en: {
      figure: "Figure",
      high: "Greatest number",
      refused: "“{{text}}” is not a range of numbers; write it like 100 ~ 200",
      backwards: "In “{{text}}” the greatest number is below the least",
    },
  },
});
