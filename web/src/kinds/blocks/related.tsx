/** The records that link to the one on the page. */
import { textOf } from "~/words";
import { useKinds } from "../context";
import { type BlockProps, defineBlock, type RelatedAsked } from "../defineBlock";

function Body({ block, page }: BlockProps<RelatedAsked>) {
  const { locale } = useKinds();
  return page.related(block, textOf(block.label, locale));
}

export default defineBlock<RelatedAsked>({
  kind: "related",
  Body,
  titled: true,
  usual: ({ sources }) =>
    sources.map((source) => ({
      part: "main" as const,
      key: `list_of_${source}`.slice(0, 40),
      settings: { source },
    })),
  words: {
    "zh-CN": {
      "setting.source": "关联到此记录的",
      "setting.fields": "显示的列",
      "setting.filter": "只显示",
      "setting_help.filter": "没有条件时显示全部。",
      "setting.order": "排序",
      "setting.descending": "从大到小、从新到旧",
      "setting.limit": "先显示几条",
      "setting.totals": "标题旁合计",
      "setting.addable": "可以在此新增",
      "setting_help.addable": "有新增权限的人在标题旁看到按钮，新记录自动关联到当前记录。",
    },
    en: {
      "setting.source": "Records linked here as",
      "setting.fields": "Columns",
      "setting.filter": "Only those where",
      "setting_help.filter": "Without a condition all of them are shown.",
      "setting.order": "In the order of",
      "setting.descending": "Largest or newest first",
      "setting.limit": "How many at first",
      "setting.totals": "Added up beside the name",
      "setting.addable": "New ones can be added here",
      "setting_help.addable":
        "Whoever may add one finds a button beside the name; the new record is linked to this one.",
    },
  },
});
