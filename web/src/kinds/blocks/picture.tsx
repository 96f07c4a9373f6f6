/** The pictures of a field of files, the first of them large. */
import { type BlockProps, defineBlock } from "../defineBlock";
import { PictureFigure } from "../PictureFigure";

interface Settings {
  field: string;
}

function Body({ block, page }: BlockProps<Settings>) {
  const field = page.field(block.field);
  return field ? <PictureFigure field={field} value={page.record[field.key]} /> : null;
}

export default defineBlock<Settings>({
  kind: "picture",
  Body,
  words: { "zh-CN": { "setting.field": "图片字段" }, en: { "setting.field": "Field with pictures" } },
});
