/** A department of the company. */
import { ApartmentOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import { useTitle } from "../context";
import { control } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { Picker } from "../Picker";
import { cellKeys, readName } from "../references";

const SOURCE = "department";

const mark = () => <ApartmentOutlined className={styles.quiet ?? ""} aria-hidden />;

function Edit(props: EditProps<number>) {
  const { t } = useTranslation("kind.department");
  return (
    <Picker
      source={SOURCE}
      value={props.value}
      onChange={props.onChange}
      mark={mark}
      placeholder={props.compact ? "" : t("choose")}
      nothing={t("nothing")}
      clearable={!props.field.required}
      control={control(props)}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    />
  );
}

function CellEdit(props: CellEditProps<number>) {
  const { t } = useTranslation("kind.department");
  return (
    <div className={styles.overCell}>
      <Picker
        source={SOURCE}
        value={props.value}
        onChange={(id) => props.onCommit(id, null)}
        mark={mark}
        nothing={t("nothing")}
        over={{ typed: props.typed, onKeyDown: cellKeys(props) }}
        onBlur={props.onCancel}
      />
    </div>
  );
}

function Cell({ value }: CellProps<number>) {
  const name = useTitle(SOURCE, value);
  if (!value) return null;
  return (
    <span className={styles.named} title={name}>
      {mark()}
      <span>{name ?? "…"}</span>
    </span>
  );
}

function FilterValue({ value, operand, onChange }: FilterValueProps) {
  const { t } = useTranslation("kind.department");
  const several = operand.name === "list";
  const chosen = Array.isArray(value) ? value[0] : value;
  return (
    <span style={{ display: "inline-block", minWidth: 180 }}>
      <Picker
        source={SOURCE}
        value={typeof chosen === "number" ? chosen : null}
        onChange={(id) => onChange(several && id !== null ? [id] : id)}
        mark={mark}
        placeholder={t("choose")}
        nothing={t("nothing")}
      />
    </span>
  );
}

export default defineField<number>({
  kind: "department",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, _field, { title }) => (value ? (title(SOURCE, value) ?? "") : ""),
  fromText: (text, _field, context) =>
    readName(text, SOURCE, context, (reason) => i18n.t(`kind.department:${reason}`, { text: text.trim() })),
  toExpression: (value) => value,
  source: () => SOURCE,
  width: 160,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择部门（可输拼音）",
      nothing: "没有找到这个部门",
      nobody: "没有名为“{{text}}”的部门",
      several: "有几个部门都叫“{{text}}”，请逐一选择",
    },
    en: {
      choose: "Choose a department",
      nothing: "No department found",
      nobody: "No department is called “{{text}}”",
      several: "Several departments are called “{{text}}”; choose one",
    },
  },
});
