/** The flow waits. */
import { DATES, defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "delay",
  takes: { field: DATES },
  words: {
    "zh-CN": {
      hint: "等待一段时间，或等到某个日期",
      "setting.until": "等待到",
    },
    en: {
      hint: "Waits for some time, or until a date",
      "setting.until": "Waits until",
    },
  },
});
