/** Records as cards on a board: each lane loads what is in sight, and cards are dragged, or moved by their menus. */
import { ProjectOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import { defineView } from "../defineView";
import type { KanbanSettings } from "../KanbanBody";

const Body = later(async () => (await import("../KanbanBody")).KanbanBody, null);

export default defineView<KanbanSettings>({
  kind: "kanban",
  icon: ProjectOutlined,
  Body,
  words: {
    "zh-CN": {
      lane: "{{name}}，{{count}} 条",
      blank: "未填写",
      empty: "暂无记录",
      add: "新建",
      add_to: "在“{{name}}”中新建",
      move: "移动“{{name}}”",
      move_to: "移到“{{name}}”",
      untitled: "（无标题）",
      rest: "只显示记录最多的 {{count}} 列。请用筛选缩小范围。",
    },
    en: {
      lane: "{{name}}, {{count}}",
      blank: "Blank",
      empty: "Nothing here yet",
      add: "New",
      add_to: "New in {{name}}",
      move: "Move {{name}}",
      move_to: "Move to {{name}}",
      untitled: "(untitled)",
      rest: "Only the {{count}} lanes with the most records are shown. Narrow the list by a filter.",
    },
  },
});
