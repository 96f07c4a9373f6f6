/** How a kind whose value is a record of a form is shown, picked, filtered and pasted. */
import { ExportOutlined } from "@ant-design/icons";
import { type ComponentType, createElement, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { i18n, type Locale } from "~/words";
import { useKinds, useTitle } from "./context";
import { control } from "./control";
import type {
  CellEditProps,
  CellProps,
  EditProps,
  FieldKind,
  FieldWith,
  FilterValueProps,
  Values,
} from "./define";
import styles from "./field.module.css";
import { Picker } from "./Picker";
import { cellKeys, readName } from "./references";
import { useForm } from "./rows";

export interface LinkSettings {
  form: string;
}

/** The kind in whose words it speaks. */
interface Of {
  kind: string;
}

type Field = FieldWith<LinkSettings>;

function sourceOf(field: Field): string {
  return `form:${field.form}`;
}

/** Where the author narrowed the choice, the server needs the values that the condition reads. */
function useNarrowing(field: Field, values: Values) {
  const { form } = useForm();
  const { form: formOf } = useKinds();
  if (formOf(form)?.trees[`fields/${field.key}/filter`] === undefined) return {};
  const given = Object.entries(values).filter(([, value]) => value !== null && !Array.isArray(value));
  return { link: { field: `${form}.${field.key}`, values: Object.fromEntries(given) } };
}

/** A real address, so that it opens in a new tab like any other; a plain click opens it over the page. */
function useOpening(field: Field, id: number) {
  const { open } = useKinds();
  return (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    open(field.form, id);
  };
}

function OpenLink({ kind, field, id }: { field: Field; id: number } & Of) {
  const { t } = useTranslation(`kind.${kind}`);
  const name = useTitle(sourceOf(field), id);
  const label = t("open", { name });
  const { addressOf } = useKinds();
  const onClick = useOpening(field, id);
  return (
    <a
      href={addressOf(field.form, id)}
      onClick={onClick}
      className={styles.openLink}
      aria-label={label}
      title={label}
    >
      <ExportOutlined aria-hidden />
    </a>
  );
}

export function LinkEdit(props: EditProps<number, LinkSettings> & Of) {
  const { kind, field, value, values, onChange, compact } = props;
  const { t } = useTranslation(`kind.${kind}`);
  return (
    <span className={styles.beside}>
      <Picker
        source={sourceOf(field)}
        value={value}
        onChange={onChange}
        {...useNarrowing(field, values)}
        placeholder={compact ? "" : t("choose")}
        nothing={t("nothing")}
        clearable={!field.required}
        control={control(props)}
        autoFocus={props.autoFocus}
        onBlur={props.onBlur}
      />
      {value && !compact ? <OpenLink kind={kind} field={field} id={value} /> : null}
    </span>
  );
}

function LinkCellEdit(props: CellEditProps<number, LinkSettings> & Of) {
  const { kind, field, value, values, typed } = props;
  const { t } = useTranslation(`kind.${kind}`);
  return (
    <div className={styles.overCell}>
      <Picker
        source={sourceOf(field)}
        value={value}
        onChange={(id) => props.onCommit(id, null)}
        {...useNarrowing(field, values)}
        nothing={t("nothing")}
        over={{ typed, onKeyDown: cellKeys(props) }}
        onBlur={props.onCancel}
      />
    </div>
  );
}

function Linked({ field, value }: { field: Field; value: number }) {
  const name = useTitle(sourceOf(field), value);
  const { addressOf } = useKinds();
  const onClick = useOpening(field, value);
  return (
    <a href={addressOf(field.form, value)} onClick={onClick} className={styles.soft} title={name}>
      {name ?? "…"}
    </a>
  );
}

export function LinkedCell({ field, value }: CellProps<number, LinkSettings>) {
  return value ? <Linked field={field} value={value} /> : null;
}

function LinkFilter({ kind, field, operand, value, onChange }: FilterValueProps<LinkSettings> & Of) {
  const { t } = useTranslation(`kind.${kind}`);
  const several = operand.name === "list";
  const chosen = Array.isArray(value) ? value[0] : value;
  return (
    <span style={{ display: "inline-block", minWidth: 200 }}>
      <Picker
        source={sourceOf(field)}
        value={typeof chosen === "number" ? chosen : null}
        onChange={(id) => onChange(several && id !== null ? [id] : id)}
        placeholder={t("choose")}
        nothing={t("nothing")}
      />
    </span>
  );
}

/** The component in the words of one kind. */
function of<Props>(kind: string, shared: ComponentType<Props & Of>): ComponentType<Props> {
  return (props) => createElement(shared, { ...props, kind });
}

/** Everything that such a kind has, but what a new field begins with. */
export function linking(
  kind: string,
  words: Record<Locale, Record<string, string>>,
): FieldKind<number, LinkSettings> {
  return {
    kind,
    Edit: of(kind, LinkEdit),
    Read: LinkedCell,
    Cell: LinkedCell,
    CellEdit: of(kind, LinkCellEdit),
    FilterValue: of(kind, LinkFilter),
    toText: (value, field, { title }) => (value ? (title(sourceOf(field), value) ?? "") : ""),
    fromText: (text, field, context) =>
      readName(text, sourceOf(field), context, (reason) =>
        i18n.t(`kind.${kind}:${reason}`, { text: text.trim() }),
      ),
    toExpression: (value) => value,
    source: sourceOf,
    width: 180,
    align: "left",
    words: {
      "zh-CN": { ...WORDS["zh-CN"], ...words["zh-CN"] },
      en: { ...WORDS.en, ...words.en },
    },
  };
}

const WORDS = {
  "zh-CN": {
    choose: "搜索并选择",
    open: "打开{{name}}",
    nothing: "没有找到",
    nobody: "没有名为“{{text}}”的记录",
    several: "有几条记录都叫“{{text}}”，请逐一选择",
  },
  en: {
    choose: "Search and choose",
    open: "Open {{name}}",
    nothing: "Nothing found",
    nobody: "No record is called “{{text}}”",
    several: "Several records are called “{{text}}”; choose one",
  },
};
