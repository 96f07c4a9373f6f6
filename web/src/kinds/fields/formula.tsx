/** A value computed from other fields, followed while they are typed. */
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
import { defineField } from "../define";

export default defineField<unknown, ComputedSettings>({
  kind: "formula",
  Edit: ComputedEdit,
  Read: ComputedRead,
  Cell: ComputedCell,
  FilterValue: ComputedFilterValue,
  toText: plainText,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  compare: compareComputed,
  width: 130,
  align: alignOf,
  begin: () => ({ formula: "" }),
});
