/** Records as bars on a line of time, read for the days in sight; they are dragged, stretched and gathered in lanes. */
import { ScheduleOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import { defineView } from "../defineView";
import type { GanttSettings } from "../GanttBody";

const Body = later(async () => (await import("../GanttBody")).GanttBody, null);

export default defineView<GanttSettings>({
  kind: "gantt",
  icon: ScheduleOutlined,
  Body,
  words: {
    "zh-CN": {
      plan: "甘特图",
      today: "今天",
      earlier: "更早",
      later: "更晚",
      scale: "时间刻度",
      "scale.day": "日",
      "scale.week": "周",
      "scale.month": "月",
      "scale.quarter": "季度",
      bar: "{{name}}，{{dates}}",
      moved: "已改为 {{dates}}",
      undo: "撤销",
      blank: "未填写",
      undated: "未排期",
      empty: "这段时间没有记录",
      untitled: "（无标题）",
      rest: "分组太多，只显示其中 {{count}} 个。请用筛选缩小范围。",
    },
    en: {
      plan: "Gantt",
      today: "Today",
      earlier: "Earlier",
      later: "Later",
      scale: "Scale",
      "scale.day": "Day",
      "scale.week": "Week",
      "scale.month": "Month",
      "scale.quarter": "Quarter",
      bar: "{{name}}, {{dates}}",
      moved: "Now {{dates}}",
      undo: "Undo",
      blank: "Blank",
      undated: "No date",
      empty: "Nothing in this time",
      untitled: "(untitled)",
      rest: "There are too many lanes; {{count}} of them are shown. Narrow the list by a filter.",
    },
  },
});
