/** Everything that happened with a record. */
import { type BlockProps, defineBlock } from "../defineBlock";

interface Settings {
  source: string | null;
  moment: string | null;
}

function Body({ block, page }: BlockProps<Settings>) {
  return page.timeline(block.source, block.moment);
}

export default defineBlock<Settings>({
  kind: "timeline",
  Body,
  discusses: true,
  usual: () => [{ part: "side", key: "history" }],
  words: {
    "zh-CN": {
      heading: "动态",
      "setting.source": "同时显示的关联记录",
      "setting_help.source": "例如跟进记录：按时间与变更、评论排在一起。",
      "setting.moment": "按此时间排列",
      "setting_help.moment": "不选则按创建时间。",
    },
    en: {
      heading: "History",
      "setting.source": "Linked records among it",
      "setting_help.source":
        "Calls or visits, for example: they stand between changes and comments, each at its time.",
      "setting.moment": "Placed by",
      "setting_help.moment": "Without a choice they stand where they were made.",
    },
  },
});
