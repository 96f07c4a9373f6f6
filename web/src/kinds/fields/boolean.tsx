/** Yes or no. */
import { CheckOutlined } from "@ant-design/icons";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, Select, Switch } from "~/ui/controls";
import { i18n } from "~/words";
import { noteId } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";

const YES = new Set(["true", "1", "yes", "y", "是", "对", "有", "√", "✓", "☑", "on"]);
const NO = new Set(["false", "0", "no", "n", "否", "不", "无", "×", "✗", "☐", "off"]);

function Edit({
  id,
  field,
  value,
  onChange,
  onBlur,
  disabled,
  autoFocus,
  issues,
  compact,
}: EditProps<boolean>) {
  const { i18n: language } = useTranslation("kind.boolean");
  const shared = {
    id,
    checked: value === true,
    disabled: disabled ?? false,
    autoFocus: autoFocus ?? false,
    "aria-describedby": noteId(id),
    "aria-invalid": issues.length > 0,
  };
  if (compact) {
    const name = language.language === "en" ? field.label.en : field.label["zh-CN"];
    return (
      <Checkbox
        {...shared}
        aria-label={name ?? ""}
        onChange={(event) => onChange(event.target.checked)}
        {...(onBlur ? { onBlur } : {})}
      />
    );
  }
  return (
    <span style={{ display: "flex", alignItems: "center", minHeight: "var(--control)" }}>
      <Switch {...shared} onChange={onChange} {...(onBlur ? { onBlur } : {})} />
    </span>
  );
}

function Cell({ value }: CellProps<boolean>) {
  const { t } = useTranslation("kind.boolean");
  if (value === null || value === undefined) return null;
  return (
    <span
      className={value ? `${styles.tick} ${styles.ticked}` : styles.tick}
      role="img"
      aria-label={value ? t("yes") : t("no")}
    >
      {value ? <CheckOutlined aria-hidden /> : null}
    </span>
  );
}

function Read({ value }: CellProps<boolean>) {
  const { t } = useTranslation("kind.boolean");
  return value === null || value === undefined ? null : <span>{value ? t("yes") : t("no")}</span>;
}

/** Opened by the space bar it is turned at once, as in a spreadsheet. */
function CellEdit({ value, typed, onCommit, onCancel }: CellEditProps<boolean>) {
  const { t } = useTranslation("kind.boolean");
  const [checked, setChecked] = useState(typed === " " ? !value : value === true);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter") onCommit(checked, event.shiftKey ? "up" : "down");
    if (event.key === "Tab") {
      event.preventDefault();
      onCommit(checked, event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell} style={{ justifyContent: "center" }}>
      <Checkbox
        autoFocus
        aria-label={t("yes")}
        style={{ flex: "none" }}
        checked={checked}
        onChange={(event) => setChecked(event.target.checked)}
        onKeyDown={onKeyDown}
        onBlur={() => onCommit(checked, null)}
      />
    </div>
  );
}

function FilterValue({ value, onChange }: FilterValueProps) {
  const { t } = useTranslation("kind.boolean");
  return (
    <Select
      style={{ minWidth: 88 }}
      aria-label={t("value")}
      value={typeof value === "boolean" ? value : undefined}
      placeholder={t("choose")}
      onChange={onChange}
      options={[
        { value: true, label: t("yes") },
        { value: false, label: t("no") },
      ]}
    />
  );
}

export default defineField<boolean>({
  kind: "boolean",
  Edit,
  Read,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value) =>
    value === null || value === undefined ? "" : i18n.t(value ? "kind.boolean:yes" : "kind.boolean:no"),
  fromText: (text) => {
    const word = text.normalize("NFKC").trim().toLowerCase();
    if (word === "") return { value: null };
    if (YES.has(word)) return { value: true };
    if (NO.has(word)) return { value: false };
    return { problem: i18n.t("kind.boolean:refused", { text: text.trim() }) };
  },
  toExpression: (value) => value ?? null,
  compare: (one, other) => Number(one) - Number(other),
  width: 88,
  align: "center",
  words: {
    "zh-CN": { yes: "是", no: "否", value: "是或否", choose: "请选择", refused: "“{{text}}”不是“是”或“否”" },
    en: {
      yes: "Yes",
      no: "No",
      value: "Yes or no",
      choose: "Choose",
      refused: "“{{text}}” is neither yes nor no",
    },
  },
});
