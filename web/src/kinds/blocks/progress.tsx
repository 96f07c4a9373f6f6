/** How far a record is on its way. */
import { type BlockProps, defineBlock } from "../defineBlock";

interface Settings {
  field: string;
}

function Body({ block, page }: BlockProps<Settings>) {
  const field = page.field(block.field);
  return field ? page.progress(field) : null;
}

export default defineBlock<Settings>({
  kind: "progress",
  Body,
  plain: true,
  usual: ({ stage_field: field }) => (field ? [{ part: "top", key: "way", settings: { field } }] : []),
  words: {
    "zh-CN": {
      "setting.field": "阶段字段",
      "setting_help.field": "选项按顺序成为步骤；点一步即可推进，条件不满足时会说明还差什么。",
    },
    en: {
      "setting.field": "Field of steps",
      "setting_help.field":
        "Its options become steps in their order. A press moves the record on; a gate says what is still missing.",
    },
  },
});
