/** Something is done by itself. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "act",
  words: {
    "zh-CN": {
      hint: "自动修改字段、新建记录或发送通知",
    },
    en: {
      hint: "Sets fields, makes records, tells people",
    },
  },
});
