/** A year of the calendar. */
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { NumberInput } from "../NumberInput";
import { readNumber } from "../numbers";
import { WrittenInput } from "../WrittenInput";

interface Settings {
  earliest?: number;
  latest?: number;
}

const BEHIND = /\s*年(度|份)?\s*$/;

/** The year that a text says, null for blank, undefined when it says none. */
function readYear(text: string): number | null | undefined {
  const read = readNumber(text.replace(BEHIND, ""));
  if (read === null || read === undefined) return read;
  const year = Number(read);
  return Number.isInteger(year) ? year : undefined;
}

function isAllowed(year: number, field: FieldWith<Settings>): boolean {
  return year >= (field.earliest ?? 1) && year <= (field.latest ?? 9999);
}

function Edit(props: EditProps<number | string, Settings>) {
  return (
    <WrittenInput<number>
      edit={props}
      value={props.value}
      write={String}
      read={(text) => readYear(text) ?? undefined}
      isValue={(value): value is number => typeof value === "number"}
      input={{ inputMode: "numeric" }}
    />
  );
}

function Cell({ value }: CellProps<number | string, Settings>) {
  return <span className={styles.figure}>{value}</span>;
}

function FilterValue({ value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.year");
  return (
    <NumberInput
      label={t("year")}
      value={typeof value === "number" ? value : null}
      decimals={0}
      onChange={(next) => onChange(next === null ? null : (readYear(next) ?? null))}
    />
  );
}

export default defineField<number | string, Settings>({
  kind: "year",
  Edit,
  Read: ({ value }) => <span className={styles.tabular}>{value}</span>,
  Cell,
  FilterValue,
  toText: (value) => String(value ?? ""),
  fromText: (text, field) => {
    const year = readYear(text);
    if (year === null) return { value: null };
    if (year === undefined || !isAllowed(year, field)) {
      return { problem: i18n.t("kind.year:refused", { text: text.trim() }) };
    }
    return { value: year };
  },
  toExpression: (value) => (typeof value === "number" ? value : null),
  compare: (one, other) => Number(one) - Number(other),
  width: 90,
  align: "right",
  words: {
    "zh-CN": { year: "年份", refused: "“{{text}}”不是可以填写的年份，请写成 2026 这样" },
    en: { year: "Year", refused: "“{{text}}” is no year that can be entered; write it like 2026" },
  },
});
