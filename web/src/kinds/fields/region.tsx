/** A province, a city or a district of China. */
import { i18n } from "~/words";
import { type CellProps, defineField } from "../define";
import styles from "../field.module.css";
import { type Level, loadRegions, readRegion, regionText, useRegions } from "../regions";
import { TreeCellEdit, TreeEdit, TreeFilterValue } from "../tree";

interface Settings {
  level: Level;
}

function Text({ field, value }: CellProps<string, Settings>) {
  useRegions(field.level);
  if (!value) return null;
  const text = regionText(value);
  return (
    <span className={styles.line} title={text}>
      {text}
    </span>
  );
}

export default defineField<string, Settings>({
  kind: "region",
  Edit: (props) => <TreeEdit {...props} branches={useRegions(props.field.level)} words="kind.region" />,
  Read: Text,
  Cell: Text,
  CellEdit: (props) => (
    <TreeCellEdit {...props} branches={useRegions(props.field.level)} words="kind.region" />
  ),
  FilterValue: ({ field, operator, operand, value, onChange }) => (
    <TreeFilterValue
      branches={useRegions(field.level)}
      words="kind.region"
      operator={operator.key}
      isList={operand.name === "list"}
      value={value}
      onChange={onChange}
    />
  ),
  prepare: loadRegions,
  toText: (value) => (value ? regionText(value) : ""),
  fromText: async (text, field) => {
    if (!text.trim()) return { value: null };
    const found = await readRegion(text, field.level);
    if (found !== "unknown" && found !== "several") return { value: found };
    return { problem: i18n.t(`kind.region:${found}`, { text: text.trim() }) };
  },
  toExpression: (value) => value,
  operandText: (value, _operand, _field, { locale }) =>
    (Array.isArray(value) ? value : [value])
      .map((code) => regionText(String(code)))
      .join(locale === "en" ? ", " : "、"),
  width: 200,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择省市区（可输拼音）",
      nothing: "没有找到这个地方",
      unknown: "没有找到“{{text}}”",
      several: "“{{text}}”不止一处，请写出所属省市",
    },
    en: {
      choose: "Choose a region of China",
      nothing: "No such region",
      unknown: "There is no region “{{text}}”",
      several: "“{{text}}” is the name of several regions; write the province too",
    },
  },
});
