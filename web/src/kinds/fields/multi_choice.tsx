/** Any number of options. */
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/controls";
import { i18n, type Locale } from "~/words";
import { Chips, ChosenCellEdit, chosenTag, type Drawing } from "../Chosen";
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
import { OfferFilter } from "../OfferSelect";
import {
  isSought,
  OptionChip,
  type OptionSettings,
  offers,
  optionText,
  orderOf,
  readOption,
} from "../options";

type Value = readonly string[];

const SEPARATORS = /[,，;；、\n]/;

function drawing(field: FieldWith<OptionSettings>, locale: Locale): Drawing {
  return {
    chip: (key) => <OptionChip key={key} field={field} value={key} locale={locale} />,
    name: (key) => optionText(field, key, locale),
  };
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
      tagRender={chosenTag(drawing(field, locale))}
      showSearch={{ filterOption: isSought }}
      options={offers(field, locale, value ?? [])}
      notFoundContent={t("nothing")}
      onChange={(keys) => onChange(keys.length ? keys : null)}
      onBlur={() => onBlur?.()}
    />
  );
}

function CellEdit({ field, value, typed, onCommit }: CellEditProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.multi_choice");
  return (
    <ChosenCellEdit
      value={value ?? []}
      typed={typed}
      isSought={isSought}
      offers={(keys) => offers(field, locale, keys)}
      select={{
        mode: field.open ? "tags" : "multiple",
        tagRender: chosenTag(drawing(field, locale)),
        notFoundContent: t("nothing"),
      }}
      onCommit={onCommit}
    />
  );
}

function Cell({ field, value }: CellProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  return <Chips line values={value ?? []} chip={drawing(field, locale).chip} />;
}

function Read({ field, value }: CellProps<Value, OptionSettings>) {
  const { locale } = useKinds();
  return <Chips values={value ?? []} chip={drawing(field, locale).chip} />;
}

function FilterValue({ field, value, onChange }: FilterValueProps<OptionSettings>) {
  const { locale } = useKinds();
  const { t } = useTranslation("kind.multi_choice");
  return (
    <OfferFilter
      label={t("choose")}
      value={value}
      offers={(chosen) => offers(field, locale, chosen)}
      several
      tagRender={chosenTag(drawing(field, locale))}
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
      refused: "没有“{{text}}”这个选项",
    },
    en: {
      choose: "Choose",
      nothing: "No option matches",
      refused: "There is no option “{{text}}”",
    },
  },
});
