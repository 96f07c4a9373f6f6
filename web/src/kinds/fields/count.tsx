/** How many linked records or rows there are. */
import {
  ComputedCell,
  ComputedEdit,
  ComputedFilterValue,
  ComputedRead,
  type ComputedSettings,
  compareComputed,
  plainText,
} from "../computed";
import { defineField } from "../define";

interface Settings extends ComputedSettings {
  source: string;
}

export default defineField<unknown, Settings>({
  kind: "count",
  Edit: ComputedEdit,
  Read: ComputedRead,
  Cell: ComputedCell,
  FilterValue: ComputedFilterValue,
  toText: plainText,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  aggregate: (field, rows) => rows(field.source)?.length,
  compare: compareComputed,
  width: 100,
  align: "right",
  begin: (home) => ({ source: home.fields.find(({ fields }) => Array.isArray(fields))?.key ?? "" }),
});
