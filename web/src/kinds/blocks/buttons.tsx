/** Chosen buttons of a record, side by side. */
import { type BlockProps, defineBlock } from "../defineBlock";

interface Settings {
  fields: readonly string[];
}

function Body({ block, page }: BlockProps<Settings>) {
  return page.buttons(block.fields);
}

export default defineBlock<Settings>({
  kind: "buttons",
  Body,
  titled: true,
  plain: true,
  words: {
    "zh-CN": { "setting.fields": "按钮" },
    en: { "setting.fields": "Buttons" },
  },
});
