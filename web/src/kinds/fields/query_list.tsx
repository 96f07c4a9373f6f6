/** Records of another form that meet a condition, looked up while a record is read or filled in. */
import { useMemo } from "react";
import { textOf } from "~/words";
import { type ListedSettings, useKinds } from "../context";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import { ListedOutline } from "../ListedOutline";
import { useRecordAtHand } from "../recordAtHand";
import { useForm } from "../rows";

type Field = FieldWith<ListedSettings>;

/** While a record is filled in, the list follows what is entered; on a canvas there is no record to look from. */
function Edit({ id, field, values }: EditProps<null, ListedSettings>) {
  const { Listed } = useKinds();
  const { form, kept } = useForm();
  const now = useMemo(() => ({ ...kept, ...values }), [kept, values]);
  if (form === "") return <Outline field={field} />;
  return <Listed id={id} field={field} form={form} values={now} />;
}

function Read({ field }: CellProps<null, ListedSettings>) {
  const { Listed } = useKinds();
  const at = useRecordAtHand();
  if (!at) return <Outline field={field} />;
  return <Listed field={field} form={at.form} values={at.record} />;
}

function Outline({ field }: { field: Field }) {
  const { form, locale } = useKinds();
  const target = form(field.lists);
  const names = (field.beside ?? []).flatMap((key) => {
    const found = target?.fields.find((one) => one.key === key);
    return found ? [textOf(found.label, locale)] : [];
  });
  const title = target?.fields.find(({ key }) => key === target.title_field);
  return (
    <ListedOutline
      name={textOf(field.label, locale)}
      columns={[textOf(title?.label ?? target?.label, locale), ...names]}
    />
  );
}

export default defineField<null, ListedSettings>({
  kind: "query_list",
  Edit,
  Read,
  Cell: () => null,
  toText: () => "",
  fromText: () => ({ value: null }),
  toExpression: () => null,
  width: 100,
  align: "left",
  wide: true,
  isHeaded: true,
  inGrid: false,
  inImport: false,
  begin: (home, forms) => ({ lists: (forms.find(({ key }) => key !== home.key) ?? home).key }),
  words: {
    "zh-CN": {
      "setting.lists": "列出哪张表单的记录",
      "setting.filter": "满足条件",
      "setting_help.filter": "可以与本记录的字段比较，例如“客户 等于 本记录 › 客户”。没有条件时列出全部。",
      "setting.beside": "显示的列",
      "setting_help.beside": "标题总在最前；不选时显示最常用的几列。",
      "setting.order": "排序",
      "setting.descending": "从大到小、从新到旧",
      "setting.limit": "每页几条",
      "setting.totals": "标题旁合计",
      "setting_help.totals": "对全部记录求和，包括其他页上的。",
    },
    en: {
      "setting.lists": "Records of",
      "setting.filter": "Those where",
      "setting_help.filter":
        "Fields can be compared with those of this record, such as “Customer is This record › Customer”. Without a condition all of them are listed.",
      "setting.beside": "Columns",
      "setting_help.beside": "The title always comes first; with none chosen the usual ones are shown.",
      "setting.order": "In the order of",
      "setting.descending": "Largest or newest first",
      "setting.limit": "How many on a page",
      "setting.totals": "Added up beside the name",
      "setting_help.totals": "Over all of them, those on other pages too.",
    },
  },
});
