/** An amount in Chinese capitals, followed while the amount is typed. */
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

export default defineField<unknown, ComputedSettings>({
  kind: "capitals",
  Edit: ComputedEdit,
  Read: ComputedRead,
  Cell: ComputedCell,
  FilterValue: ComputedFilterValue,
  toText: plainText,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  compare: compareComputed,
  width: 240,
  align: "left",
  begin: (home) => ({ amount: home.fields.find(({ decimals }) => decimals !== undefined)?.key ?? "" }),
  words: {
    "zh-CN": { "setting.amount": "金额字段", "setting.currency": "写出币种" },
    en: { "setting.amount": "Amount", "setting.currency": "Write the currency" },
  },
});
