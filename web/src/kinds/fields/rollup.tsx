/** A figure over the rows of a sub-table, or over the records that link here. */
import { Decimal } from "~/expression/values";
import {
  alignOf,
  ComputedCell,
  ComputedEdit,
  ComputedFilterValue,
  ComputedRead,
  type ComputedSettings,
  compareComputed,
  plainText,
} from "../computed";
import { defineField, type FieldWith, type Values } from "../define";
import { compareNumbers, isNumber, roundTo, sum } from "../numbers";

interface Settings extends ComputedSettings {
  source: string;
  field?: string | null;
  aggregate: string;
}

function least(values: readonly unknown[]): unknown {
  return values.reduce((best, value) => (compareComputed(value, best) < 0 ? value : best));
}

function greatest(values: readonly unknown[]): unknown {
  return values.reduce((best, value) => (compareComputed(value, best) > 0 ? value : best));
}

/** Rows of the record itself are added up here; linked records by the server. */
function aggregate(field: FieldWith<Settings>, rows: (source: string) => readonly Values[] | null): unknown {
  const found = rows(field.source);
  if (!found) return undefined;
  if (!field.field) return field.aggregate === "count" ? found.length : undefined;
  const key = field.field;
  const values = found.map((row) => row[key]).filter((value) => value !== null && value !== undefined);
  if (field.aggregate === "count") return values.length;
  if (values.length === 0) return null;
  if (field.aggregate === "minimum") return least(values);
  if (field.aggregate === "maximum") return greatest(values);
  const total = sum(values.filter(isNumber));
  if (total === null) return null;
  const figure = field.aggregate === "average" ? new Decimal(total).div(values.length).toFixed() : total;
  return roundTo(figure, field.decimals ?? 2);
}

export default defineField<unknown, Settings>({
  kind: "rollup",
  Edit: ComputedEdit,
  Read: ComputedRead,
  Cell: ComputedCell,
  FilterValue: ComputedFilterValue,
  toText: plainText,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  aggregate,
  same: (one, other) =>
    isNumber(one) && isNumber(other) ? compareNumbers(one, other) === 0 : (one ?? null) === (other ?? null),
  compare: compareComputed,
  width: 130,
  align: alignOf,
  begin: (home) => ({
    source: home.fields.find(({ fields }) => Array.isArray(fields))?.key ?? "",
    aggregate: "count",
  }),
});
