/** Chosen fields of a record, side by side. */
import { type BlockProps, defineBlock } from "../defineBlock";

interface Settings {
  fields: readonly string[];
  columns: number;
}

function Body({ block, page }: BlockProps<Settings>) {
  return page.fields(block.fields, block.columns);
}

export default defineBlock<Settings>({
  kind: "fields",
  Body,
  words: {
    "zh-CN": { "setting.fields": "字段", "setting.columns": "列数" },
    en: { "setting.fields": "Fields", "setting.columns": "Columns" },
  },
});
