/** Where a flow ends. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "end",
  words: {
    "zh-CN": {
      hint: "流程到此结束",
      "setting.outcome": "结果",
      "setting.outcome.approved": "通过",
      "setting.outcome.rejected": "驳回",
    },
    en: {
      hint: "The flow is over",
      "setting.outcome": "Result",
      "setting.outcome.approved": "Approved",
      "setting.outcome.rejected": "Rejected",
    },
  },
});
