/** One is enough. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "any",
  words: {
    "zh-CN": {
      hint: "一人同意即通过",
      "setting.rejection": "驳回",
      "setting.rejection.first": "一人驳回即驳回",
      "setting.rejection.everyone": "全部驳回才驳回",
    },
    en: {
      hint: "One approval is enough",
      "setting.rejection": "Rejected",
      "setting.rejection.first": "By the first rejection",
      "setting.rejection.everyone": "When all have rejected",
    },
  },
});
