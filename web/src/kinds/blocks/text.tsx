/** A note by the author of the page. */
import { type Label, textOf } from "~/words";
import { useKinds } from "../context";
import { type BlockProps, defineBlock } from "../defineBlock";

interface Settings {
  text: Label;
}

function Body({ block, page }: BlockProps<Settings>) {
  const { locale } = useKinds();
  return page.text(textOf(block.text, locale));
}

export default defineBlock<Settings>({
  kind: "text",
  Body,
  words: {
    "zh-CN": { "setting.text": "文字", "setting_help.text": "支持 Markdown：**粗体**、列表、链接。" },
    en: { "setting.text": "Text", "setting_help.text": "In Markdown: **bold**, lists, links." },
  },
});
