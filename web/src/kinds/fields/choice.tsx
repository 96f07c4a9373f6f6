/** One of several options. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RadioGroup, Select } from "~/ui/controls";
import { i18n } from "~/words";
import { useKinds } from "../context";
import { control, useClearing } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { OfferCellEdit, OfferFilter } from "../OfferSelect";
import {
  isSought,
  OptionChip,
  type OptionSettings,
  offers,
  optionsOf,
  optionText,
  readOption,
} from "../options";

interface Settings extends OptionSettings {
  display?: string;
}

function Edit(props: EditProps<string, Settings>) {
  const { field, value, onChange, onBlur, compact, autoFocus } = props;
  const { locale } = useKinds();
  const { t } = useTranslation("kind.choice");
  const clearing = useClearing(!field.required);
  const [typed, setTyped] = useState("");
  const listed = offers(field, locale, value ? [value] : []);
  if (field.display === "radio" && !compact) {
    const { status: _, ...shared } = control(props);
    return (
      <RadioGroup
        {...shared}
        value={value}
        onChange={(event) => onChange(event.target.value as string)}
        options={listed.map(({ value: key, text }) => ({ value: key, label: text }))}
        style={{ display: "flex", flexWrap: "wrap", alignItems: "center", minHeight: "var(--control)" }}
      />
    );
  }
  const added = field.open && typed.trim() && readOption(typed, field) === typed.trim() ? typed.trim() : null;
  return (
    <Select<string>
      {...control(props)}
      className={styles.full ?? ""}
      value={value}
      autoFocus={autoFocus ?? false}
      placeholder={compact ? "" : t("choose")}
      allowClear={clearing}
      showSearch={{ filterOption: isSought, onSearch: setTyped }}
      options={added ? [...listed, { value: added, text: added, label: t("add", { name: added }) }] : listed}
      notFoundContent={t("nothing")}
      popupMatchSelectWidth={compact ? 220 : true}
      onChange={(key: string | undefined) => onChange(key ?? null)}
      onBlur={() => onBlur?.()}
    />
  );
}

function CellEdit({ field, value, typed, onCommit, onCancel }: CellEditProps<string, Settings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.choice");
  return (
    <OfferCellEdit
      value={value}
      typed={typed}
      offers={offers(field, locale, value ? [value] : [])}
      nothing={t("nothing")}
      clearable={!field.required}
      width={220}
      onCommit={onCommit}
      onCancel={onCancel}
    />
  );
}

function Cell({ field, value }: CellProps<string, Settings>) {
  const { locale } = useKinds();
  return value ? <OptionChip field={field} value={value} locale={locale} /> : null;
}

function FilterValue({ field, operand, value, onChange }: FilterValueProps<Settings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.choice");
  return (
    <OfferFilter
      label={t("choose")}
      value={value}
      offers={(chosen) => offers(field, locale, chosen)}
      several={operand.name === "list"}
      onChange={onChange}
    />
  );
}

export default defineField<string, Settings>({
  kind: "choice",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, field, { locale }) => (value ? optionText(field, value, locale) : ""),
  fromText: (text, field) => {
    if (!text.trim()) return { value: null };
    const key = readOption(text, field);
    return key === undefined
      ? { problem: i18n.t("kind.choice:refused", { text: text.trim() }) }
      : { value: key };
  },
  toExpression: (value) => value,
  width: 140,
  cellWords: (field, locale) => optionsOf(field).map(({ key }) => optionText(field, key, locale)),
  align: "left",
  begin: () => ({
    options: [
      { key: "one", label: { "zh-CN": "选项一", en: "Option 1" }, colour: "blue" },
      { key: "two", label: { "zh-CN": "选项二", en: "Option 2" }, colour: "green" },
      { key: "three", label: { "zh-CN": "选项三", en: "Option 3" }, colour: "orange" },
    ],
  }),
  words: {
    "zh-CN": {
      choose: "请选择",
      nothing: "没有匹配的选项",
      add: "新增“{{name}}”",
      refused: "没有“{{text}}”这个选项",
    },
    en: {
      choose: "Choose",
      nothing: "No option matches",
      add: "Add “{{name}}”",
      refused: "There is no option “{{text}}”",
    },
  },
});
