/** Any number of options. */
import { CloseOutlined } from "@ant-design/icons";
import { Select, type SelectProps } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { i18n, type Locale } from "~/words";
import { useKinds } from "../context";
import { control } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import {
  isSought,
  OptionChip,
  type OptionSettings,
  offers,
  optionText,
  orderOf,
  readOption,
} from "../options";
import { useTyped } from "../typing";

type Value = readonly string[];

const SEPARATORS = /[,，;；、\n]/;

/** A chosen option is the chip that it is everywhere, with a way to take it off. */
function tagOf(field: FieldWith<OptionSettings>, locale: Locale): SelectProps["tagRender"] {
  return ({ value, closable, disabled, onClose, isMaxTag, label }) =>
    isMaxTag ? (
      <span className={styles.moreTags}>{label}</span>
    ) : (
      <span className={styles.tag}>
        <OptionChip field={field} value={String(value)} locale={locale} />
        {closable && !disabled ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.takeOff}
            aria-label={i18n.t("kind.multi_choice:take_off", {
              name: optionText(field, String(value), locale),
            })}
            onMouseDown={(event) => event.stopPropagation()}
            onClick={onClose}
          >
            <CloseOutlined aria-hidden />
          </button>
        ) : null}
      </span>
    );
}

function Edit(props: EditProps<Value, OptionSettings>) {
  const { field, value, onChange, onBlur, compact, autoFocus } = props;
  const { locale } = useKinds();
  const { t } = useTranslation("kind.multi_choice");
  return (
    <Select<string[]>
      {...control(props)}
      mode={field.open ? "tags" : "multiple"}
      className={styles.full ?? ""}
      value={[...(value ?? [])]}
      autoFocus={autoFocus ?? false}
      placeholder={compact ? "" : t("choose")}
      {...(compact ? { maxTagCount: "responsive" as const } : {})}
      tagRender={tagOf(field, locale)}
      showSearch={{ filterOption: isSought }}
      options={offers(field, locale, value ?? [])}
      notFoundContent={t("nothing")}
      onChange={(keys) => onChange(keys.length ? keys : null)}
      onBlur={() => onBlur?.()}
    />
  );
}

/** Stays open while options are ticked; Enter ticks, Tab and Esc leave with what is ticked. */
function CellEdit({ field, value, typed, onCommit }: CellEditProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.multi_choice");
  const [keys, setKeys] = useState<string[]>([...(value ?? [])]);
  const [search, setSearch] = useTyped(typed);
  const result = keys.length ? keys : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCommit(result, null);
    if (event.key === "Tab") {
      event.preventDefault();
      onCommit(result, event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell}>
      <Select<string[]>
        autoFocus
        defaultOpen
        mode={field.open ? "tags" : "multiple"}
        variant="borderless"
        maxTagCount="responsive"
        value={keys}
        tagRender={tagOf(field, locale)}
        showSearch={{ filterOption: isSought, searchValue: search, onSearch: setSearch }}
        options={offers(field, locale, keys)}
        notFoundContent={t("nothing")}
        popupMatchSelectWidth={240}
        onChange={setKeys}
        onInputKeyDown={onKeyDown}
        onBlur={() => onCommit(result, null)}
      />
    </div>
  );
}

function Cell({ field, value }: CellProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  return (
    <span className={styles.chipLine}>
      {(value ?? []).map((key) => (
        <OptionChip key={key} field={field} value={key} locale={locale} />
      ))}
    </span>
  );
}

function Read({ field, value }: CellProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  return (
    <span className={styles.chips}>
      {(value ?? []).map((key) => (
        <OptionChip key={key} field={field} value={key} locale={locale} />
      ))}
    </span>
  );
}

function FilterValue({ field, value, onChange }: FilterValueProps<OptionSettings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.multi_choice");
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <Select<string[]>
      mode="multiple"
      aria-label={t("choose")}
      style={{ minWidth: 180 }}
      maxTagCount="responsive"
      placeholder={t("choose")}
      value={chosen}
      showSearch={{ filterOption: isSought }}
      options={offers(field, locale, chosen)}
      tagRender={tagOf(field, locale)}
      onChange={onChange}
    />
  );
}

export default defineField<Value, OptionSettings>({
  kind: "multi_choice",
  Edit,
  Read,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, field, { locale }) =>
    (value ?? []).map((key) => optionText(field, key, locale)).join(locale === "en" ? ", " : "，"),
  operandText: (value, _operand, field, { locale }) =>
    (Array.isArray(value) ? value : [value]).map((key) => optionText(field, String(key), locale)).join(", "),
  fromText: (text, field) => {
    const names = text
      .split(SEPARATORS)
      .map((name) => name.trim())
      .filter(Boolean);
    const unknown = names.find((name) => readOption(name, field) === undefined);
    if (unknown) return { problem: i18n.t("kind.multi_choice:refused", { text: unknown }) };
    const keys = [...new Set(names.map((name) => readOption(name, field) ?? name))];
    keys.sort((one, other) => orderOf(field, one) - orderOf(field, other));
    return { value: keys.length ? keys : null };
  },
  toExpression: (value) => (value?.length ? value : null),
  same: (one, other) => [...(one ?? [])].sort().join("\n") === [...(other ?? [])].sort().join("\n"),
  width: 200,
  align: "left",
  words: {
    "zh-CN": {
      choose: "请选择",
      nothing: "没有匹配的选项",
      take_off: "去掉{{name}}",
      refused: "没有“{{text}}”这个选项",
    },
    en: {
      choose: "Choose",
      nothing: "No option matches",
      take_off: "Take off {{name}}",
      refused: "There is no option “{{text}}”",
    },
  },
});
