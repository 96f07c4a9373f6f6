/** Somebody of the company. */
import { useTranslation } from "react-i18next";
import { Avatar } from "~/ui/Avatar";
import { i18n } from "~/words";
import { useKinds, useTitle } from "../context";
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

const SOURCE = "person";

const mark = (name: string) => <Avatar name={name} />;

function useMyself() {
  const { me } = useKinds();
  const { t } = useTranslation("kind.person");
  return { id: me.id, title: me.title, hint: t("me") };
}

function Edit(props: EditProps<number>) {
  const { t } = useTranslation("kind.person");
  return (
    <Picker
      source={SOURCE}
      value={props.value}
      onChange={props.onChange}
      mark={mark}
      first={useMyself()}
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
  const { t } = useTranslation("kind.person");
  return (
    <div className={styles.overCell}>
      <Picker
        source={SOURCE}
        value={props.value}
        onChange={(id) => props.onCommit(id, null)}
        mark={mark}
        first={useMyself()}
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
      {name ? mark(name) : null}
      <span>{name ?? "…"}</span>
    </span>
  );
}

function FilterValue({ value, operand, onChange }: FilterValueProps) {
  const { t } = useTranslation("kind.person");
  const several = operand.name === "list";
  const chosen = Array.isArray(value) ? value[0] : value;
  return (
    <span style={{ display: "inline-block", minWidth: 180 }}>
      <Picker
        source={SOURCE}
        value={typeof chosen === "number" ? chosen : null}
        onChange={(id) => onChange(several && id !== null ? [id] : id)}
        mark={mark}
        first={useMyself()}
        placeholder={t("choose")}
        nothing={t("nothing")}
      />
    </span>
  );
}

export default defineField<number>({
  kind: "person",
  Edit,
  Read: Cell,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, _field, { title }) => (value ? (title(SOURCE, value) ?? "") : ""),
  fromText: (text, _field, context) =>
    readName(text, SOURCE, context, (reason) => i18n.t(`kind.person:${reason}`, { text: text.trim() })),
  toExpression: (value) => value,
  source: () => SOURCE,
  width: 140,
  align: "left",
  words: {
    "zh-CN": {
      choose: "选择人员（可输拼音）",
      me: "我",
      nothing: "没有找到这个人",
      nobody: "没有名为“{{text}}”的人",
      several: "有几个人都叫“{{text}}”，请逐一选择",
    },
    en: {
      choose: "Choose a person",
      me: "me",
      nothing: "Nobody found",
      nobody: "Nobody is called “{{text}}”",
      several: "Several people are called “{{text}}”; choose one",
    },
  },
});
