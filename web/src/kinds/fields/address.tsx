/** A postal address: the region by choice, the street by hand, and whom to reach there. */
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { control } from "../control";
import { type CellProps, defineField, type EditProps, type FilterValueProps } from "../define";
import styles from "../field.module.css";
import { type Level, loadRegions, regionText, useRegions } from "../regions";
import { TreeFilterValue, TreeSelect } from "../tree";

interface Settings {
  level: Level;
  postcode: boolean;
  contact: boolean;
}

interface Parts {
  region?: string | null;
  street?: string | null;
  postcode?: string | null;
  contact?: string | null;
  /** The address in one line, as the server made it. */
  text?: string | null;
}

/** What was pasted stays text until the server has told its parts. */
type Address = Parts | string;

const PARTS = ["region", "street", "postcode", "contact"] as const;

function partsOf(value: Address | null): Parts {
  return typeof value === "string" ? { street: value } : (value ?? {});
}

function lineOf(value: Address | null): string {
  if (typeof value === "string") return value;
  if (value?.text) return value.text;
  return `${value?.region ? regionText(value.region) : ""}${value?.street ?? ""}`;
}

function written(value: Address | null): string {
  const { postcode, contact } = partsOf(value);
  return [lineOf(value), postcode, contact].filter(Boolean).join(" | ");
}

/** A change of a part takes the line back, which the server makes anew. */
function changed(value: Address | null, part: (typeof PARTS)[number], to: string | null): Parts | null {
  const { text: _, ...parts } = { ...partsOf(value), [part]: to || null };
  return PARTS.some((name) => parts[name]) ? parts : null;
}

function Edit(props: EditProps<Address, Settings>) {
  const { field, value, onChange, disabled, compact } = props;
  const { t } = useTranslation("kind.address");
  const branches = useRegions(field.level);
  const parts = partsOf(value);
  const own = control(props);
  const line = (part: "street" | "postcode" | "contact", longest: number) => (
    <Input
      aria-label={t(part)}
      placeholder={compact ? "" : t(part)}
      value={parts[part] ?? ""}
      maxLength={longest}
      disabled={disabled ?? false}
      {...(own.status ? { status: own.status } : {})}
      onChange={(event) => onChange(changed(value, part, event.target.value))}
      onBlur={() => props.onBlur?.()}
    />
  );
  return (
    <span className={styles.stack}>
      <TreeSelect
        branches={branches}
        value={parts.region ?? null}
        onChange={(code) => onChange(changed(value, "region", code))}
        placeholder={compact ? "" : t("region")}
        nothing={t("nothing")}
        control={own}
        autoFocus={props.autoFocus}
        onBlur={props.onBlur}
      />
      {line("street", 200)}
      {field.postcode || parts.postcode || field.contact || parts.contact ? (
        <span className={styles.pair}>
          {field.postcode || parts.postcode ? line("postcode", 20) : null}
          {field.contact || parts.contact ? line("contact", 100) : null}
        </span>
      ) : null}
    </span>
  );
}

function Cell({ value }: CellProps<Address, Settings>) {
  const text = written(value);
  return (
    <span className={styles.line} title={text}>
      {text}
    </span>
  );
}

function Read({ value }: CellProps<Address, Settings>) {
  const { postcode, contact } = partsOf(value);
  const more = [postcode, contact].filter(Boolean).join("　");
  return (
    <span className={styles.stack}>
      <span className={styles.prose}>{lineOf(value)}</span>
      {more ? <span className={styles.quiet}>{more}</span> : null}
    </span>
  );
}

function FilterValue({ field, operator, operand, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.address");
  const branches = useRegions(field.level);
  if (operand.name === "choice") {
    return (
      <TreeFilterValue
        branches={branches}
        words="kind.address"
        operator={operator.key}
        isList={false}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <Input
      aria-label={t("part")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}

export default defineField<Address, Settings>({
  kind: "address",
  Edit,
  Read,
  Cell,
  FilterValue,
  prepare: loadRegions,
  toText: written,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => lineOf(value) || null,
  operandText: (value, operand) => (operand.name === "choice" ? regionText(String(value)) : String(value)),
  same: (one, other) =>
    PARTS.every((part) => (partsOf(one)[part] ?? null) === (partsOf(other)[part] ?? null)),
  compare: (one, other) => lineOf(one).localeCompare(lineOf(other)),
  width: 260,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择省市区（可输拼音）",
      region: "省市区（可输拼音）",
      street: "街道、门牌号",
      postcode: "邮编",
      contact: "联系人和电话",
      part: "地址中的文字",
      nothing: "没有找到这个地方",
    },
    en: {
      choose: "Choose a region of China",
      region: "Region of China",
      street: "Street and number",
      postcode: "Postcode",
      contact: "Whom to reach",
      part: "Part of the address",
      nothing: "No such region",
    },
  },
});
