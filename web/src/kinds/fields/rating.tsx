/** A number of stars out of a few. */
import { FireFilled, HeartFilled, LikeFilled, StarFilled } from "@ant-design/icons";
import type { RateProps } from "antd";
import type { ComponentType, KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { later } from "~/ui/later";
import { i18n } from "~/words";
import { noteId } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { readNumber } from "../numbers";

const Rate = later<RateProps>(async () => (await import("antd/es/rate")).default);

interface Settings {
  most?: number;
  symbol?: string;
}

const SYMBOLS: Readonly<Record<string, ComponentType>> = {
  star: StarFilled,
  heart: HeartFilled,
  fire: FireFilled,
  thumb: LikeFilled,
};
const HUES: Readonly<Record<string, string>> = {
  star: "yellow",
  heart: "red",
  fire: "orange",
  thumb: "blue",
};

const FULL = "★⭐❤♥";
/** A rating as people draw it; a heart may carry the mark that makes it a coloured one. */
const DRAWN = /^((?:(?:★|⭐|❤|♥)\ufe0f?)+)[☆♡]*$/u;

function mostOf(field: FieldWith<Settings>): number {
  return field.most ?? 5;
}

function symbolOf(field: FieldWith<Settings>): string {
  return field.symbol && field.symbol in SYMBOLS ? field.symbol : "star";
}

function hueOf(field: FieldWith<Settings>): string {
  return `var(--hue-${HUES[symbolOf(field)]}-mark)`;
}

function Symbols({ field, value }: { field: FieldWith<Settings>; value: number }) {
  const { t } = useTranslation("kind.rating");
  const Mark = SYMBOLS[symbolOf(field)] ?? StarFilled;
  const most = mostOf(field);
  return (
    <span
      role="img"
      className={styles.symbols}
      aria-label={t("of", { value, most })}
      title={`${value} / ${most}`}
    >
      {Array.from({ length: most }, (_, at) => at + 1).map((place) => (
        <span
          key={place}
          aria-hidden
          style={{ color: place <= value ? hueOf(field) : "var(--border-strong)" }}
        >
          <Mark />
        </span>
      ))}
    </span>
  );
}

function Stars({
  field,
  value,
  onChange,
  ...rest
}: {
  field: FieldWith<Settings>;
  value: number | null;
  onChange: (value: number | null) => void;
  id?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLUListElement>) => void;
}) {
  const { t } = useTranslation("kind.rating");
  const Mark = SYMBOLS[symbolOf(field)] ?? StarFilled;
  const most = mostOf(field);
  return (
    <Rate
      {...rest}
      count={most}
      value={value ?? 0}
      character={<Mark />}
      style={{ color: hueOf(field), fontSize: 18 }}
      tooltips={Array.from({ length: most }, (_, at) => t("of", { value: at + 1, most }))}
      onChange={(stars) => onChange(stars || null)}
    />
  );
}

function Edit({
  id,
  field,
  value,
  onChange,
  onBlur,
  disabled,
  autoFocus,
  issues,
}: EditProps<number, Settings>) {
  return (
    <span className={styles.starRow} aria-invalid={issues.length > 0} aria-describedby={noteId(id)}>
      <Stars
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        {...(onBlur ? { onBlur } : {})}
      />
    </span>
  );
}

function CellEdit({ field, value, onCommit, onCancel }: CellEditProps<number, Settings>) {
  return (
    <div className={styles.overCell}>
      <Stars
        field={field}
        value={value}
        autoFocus
        onChange={(stars) => onCommit(stars, null)}
        onBlur={onCancel}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter") onCommit(value, "down");
        }}
      />
    </div>
  );
}

function Cell({ field, value }: CellProps<number, Settings>) {
  if (typeof value === "number") return <Symbols field={field} value={value} />;
  return <span>{value}</span>;
}

function FilterValue({ field, value, onChange }: FilterValueProps<Settings>) {
  return (
    <span className={styles.starRow}>
      <Stars field={field} value={typeof value === "number" ? value : null} onChange={onChange} />
    </span>
  );
}

export default defineField<number, Settings>({
  kind: "rating",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value) => (value === null ? "" : String(value)),
  operandText: (value, _operand, field) =>
    i18n.t("kind.rating:of", { value: String(value), most: mostOf(field) }),
  fromText: (text, field) => {
    const drawn = DRAWN.exec(text.trim());
    const read = drawn
      ? String([...(drawn[1] ?? "")].filter((mark) => FULL.includes(mark)).length)
      : readNumber(text);
    if (read === null) return { value: null };
    const stars = Number(read);
    if (!Number.isInteger(stars) || stars < 1 || stars > mostOf(field)) {
      return { problem: i18n.t("kind.rating:refused", { text: text.trim(), most: mostOf(field) }) };
    }
    return { value: stars };
  },
  toExpression: (value) => value,
  compare: (one, other) => one - other,
  typedAsText: true,
  width: 140,
  align: "left",
  words: {
    "zh-CN": {
      "setting.most": "图形个数",
      of: "{{value}} / {{most}}",
      refused: "“{{text}}”不是评分，请填写 1 到 {{most}} 的整数",
    },
    en: {
      "setting.most": "How many",
      of: "{{value}} of {{most}}",
      refused: "“{{text}}” is not a rating; enter a whole number from 1 to {{most}}",
    },
  },
});
