/** One of several options in a tree. */
import { i18n, type Label, type Locale, textOf } from "~/words";
import { useKinds } from "../context";
import { type CellProps, defineField, type FieldWith } from "../define";
import styles from "../field.module.css";
import { type Branch, TreeCellEdit, TreeEdit, TreeFilterValue, wayText, wayTo } from "../tree";

interface Option {
  key: string;
  label: Label;
  archived?: boolean;
  options?: readonly Option[];
}

interface Settings {
  options: readonly Option[];
}

type Field = FieldWith<Settings>;

function branchesOf(options: readonly Option[], locale: Locale, kept: string | null): Branch[] {
  return options
    .filter((option) => !option.archived || option.key === kept)
    .map(({ key, label, options: below }) => {
      const branch: Branch = { value: key, label: textOf(label, locale) || key };
      return below?.length ? { ...branch, children: branchesOf(below, locale, kept) } : branch;
    });
}

function useBranches(field: Field, value: string | null): Branch[] {
  const { locale } = useKinds();
  return branchesOf(field.options, locale, value);
}

/** Everything, also what is archived, to name what stands somewhere. */
function everything(options: readonly Option[], locale: Locale): Branch[] {
  return options.map(({ key, label, options: below }) => ({
    value: key,
    label: textOf(label, locale) || key,
    ...(below?.length ? { children: everything(below, locale) } : {}),
  }));
}

function Text({ field, value }: CellProps<string, Settings>) {
  const { locale } = useKinds();
  if (!value) return null;
  const text = wayText(everything(field.options, locale), value);
  return (
    <span className={styles.line} title={text}>
      {text}
    </span>
  );
}

function read(text: string, field: Field): { value: string | null } | { problem: string } {
  const plain = (name: string) =>
    name
      .normalize("NFKC")
      .replaceAll(/\s/g, "")
      .replaceAll(/[>›＞\\]/g, "/")
      .toLowerCase();
  if (!text.trim()) return { value: null };
  const leaves = (branches: readonly Branch[]): Branch[] =>
    branches.flatMap((branch) => (branch.children ? leaves(branch.children) : [branch]));
  const found = new Set<string>();
  for (const locale of ["zh-CN", "en"] as const) {
    const tree = everything(field.options, locale);
    for (const leaf of leaves(tree)) {
      const way = wayTo(tree, leaf.value).map(({ label }) => label);
      if ([way.join("/"), leaf.label, leaf.value].some((name) => plain(name) === plain(text)))
        found.add(leaf.value);
    }
  }
  const [only] = found;
  if (only && found.size === 1) return { value: only };
  const reason = found.size > 1 ? "several" : "unknown";
  return { problem: i18n.t(`kind.cascade:${reason}`, { text: text.trim() }) };
}

export default defineField<string, Settings>({
  kind: "cascade",
  Edit: (props) => (
    <TreeEdit {...props} branches={useBranches(props.field, props.value)} words="kind.cascade" />
  ),
  Read: Text,
  Cell: Text,
  CellEdit: (props) => (
    <TreeCellEdit {...props} branches={useBranches(props.field, props.value)} words="kind.cascade" />
  ),
  FilterValue: ({ field, operator, operand, value, onChange }) => (
    <TreeFilterValue
      branches={useBranches(field, null)}
      words="kind.cascade"
      operator={operator.key}
      isList={operand.name === "list"}
      value={value}
      onChange={onChange}
    />
  ),
  toText: (value, field, { locale }) => (value ? wayText(everything(field.options, locale), value) : ""),
  fromText: read,
  toExpression: (value) => value,
  operandText: (value, _operand, field, { locale }) =>
    (Array.isArray(value) ? value : [value])
      .map((key) => wayText(everything(field.options, locale), String(key)))
      .join(locale === "en" ? ", " : "、"),
  width: 200,
  align: "left",
  begin: () => ({
    options: [
      {
        key: "one",
        label: { "zh-CN": "大类一", en: "Group 1" },
        options: [
          { key: "first", label: { "zh-CN": "小类一", en: "Item 1" } },
          { key: "second", label: { "zh-CN": "小类二", en: "Item 2" } },
        ],
      },
    ],
  }),
  words: {
    "zh-CN": {
      choose: "逐级选择（可输拼音）",
      nothing: "没有这个选项",
      unknown: "没有“{{text}}”这个选项",
      several: "“{{text}}”不止一项，请写出完整路径",
    },
    en: {
      choose: "Choose level by level",
      nothing: "No such option",
      unknown: "There is no option “{{text}}”",
      several: "“{{text}}” stands in several places; write the whole way",
    },
  },
});
