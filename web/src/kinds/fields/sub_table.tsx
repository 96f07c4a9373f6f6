/** A table inside the record: a small spreadsheet, or cards on a phone. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { usePhone } from "~/ui/phone";
import { i18n, textOf } from "~/words";
import { useKinds } from "../context";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import { RowCards } from "../RowCards";
import { RowGrid, type RowsProps } from "../RowGrid";
import { type FieldState, named, type Row, rowName, rowsOf, useForm } from "../rows";

interface Settings {
  fields: readonly FieldView[];
  max_rows?: number;
}

type Value = readonly Row[];

/** What the host allows when the author says nothing. */
const MOST_ROWS = 500;

function stateOutsideAForm(cell: FieldView): FieldState {
  return { visible: true, required: cell.required === true, readOnly: cell.computed };
}

function useRowsProps(
  field: FieldWith<Settings>,
  value: Value | null,
): Omit<RowsProps, "id" | "issues" | "locked"> {
  const { state, begin } = useForm();
  const { locale } = useKinds();
  const stateOf = useCallback(
    (row: Row, cell: FieldView) => state(field.key, rowName(row), cell.key) ?? stateOutsideAForm(cell),
    [state, field.key],
  );
  return {
    label: textOf(field.label, locale),
    cells: field.fields,
    rows: rowsOf(value),
    most: field.max_rows ?? MOST_ROWS,
    stateOf,
    begin: () => begin(field),
    onChange: () => undefined,
  };
}

function Edit({ id, field, value, onChange, disabled, issues }: EditProps<Value, Settings>) {
  const props: RowsProps = {
    ...useRowsProps(field, value),
    id,
    issues,
    locked: disabled === true,
    onChange: (rows) => onChange(rows.map(named)),
  };
  return usePhone() ? <RowCards {...props} /> : <RowGrid {...props} />;
}

function Read({ field, value }: CellProps<Value, Settings>) {
  const props = { ...useRowsProps(field, value), id: `rows-${field.key}`, issues: [], locked: true };
  return usePhone() ? <RowCards {...props} /> : <RowGrid {...props} />;
}

function Cell({ value }: CellProps<Value, Settings>) {
  const { t } = useTranslation("kind.sub_table");
  const rows = rowsOf(value);
  return rows.length > 0 ? <span>{t("rows", { count: rows.length })}</span> : null;
}

export default defineField<Value, Settings>({
  kind: "sub_table",
  Edit,
  Read,
  Cell,
  toText: (value) => (value?.length ? i18n.t("kind.sub_table:rows", { count: value.length }) : ""),
  fromText: () => ({ problem: i18n.t("kind.sub_table:refused") }),
  toExpression: () => null,
  width: 100,
  align: "left",
  wide: true,
  inGrid: false,
  begin: () => ({
    fields: [{ kind: "text", key: "item", label: { "zh-CN": "项目", en: "Item" } }],
  }),
  words: {
    "zh-CN": { rows_other: "{{count}} 行", refused: "明细请在记录里填写" },
    en: {
      rows_one: "{{count}} row",
      rows_other: "{{count}} rows",
      refused: "Rows are entered in the record",
    },
  },
});
