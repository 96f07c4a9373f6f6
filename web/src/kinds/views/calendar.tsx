/** Records on the days of a month or a week; they are dragged from day to day. */
import { CalendarOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import type { CalendarSettings } from "../CalendarBody";
import { defineView } from "../defineView";

const Body = later(async () => (await import("../CalendarBody")).CalendarBody, null);

export default defineView<CalendarSettings>({
  kind: "calendar",
  icon: CalendarOutlined,
  Body,
  words: {
    "zh-CN": {
      calendar: "日历",
      today: "今天",
      shows: "显示范围",
      "mode.month": "月",
      "mode.week": "周",
      "before.month": "上个月",
      "before.week": "上一周",
      "after.month": "下个月",
      "after.week": "下一周",
      open_day: "{{day}}，{{count}} 条",
      add_on: "在{{day}}新建",
      more: "还有 {{shown}} 条",
      none: "没有记录",
      untitled: "（无标题）",
    },
    en: {
      calendar: "Calendar",
      today: "Today",
      shows: "What is shown",
      "mode.month": "Month",
      "mode.week": "Week",
      "before.month": "The month before",
      "before.week": "The week before",
      "after.month": "The month after",
      "after.week": "The week after",
      open_day: "{{day}}: {{count}}",
      add_on: "New on {{day}}",
      more: "{{shown}} more",
      none: "Nothing on this day",
      untitled: "(untitled)",
    },
  },
});
