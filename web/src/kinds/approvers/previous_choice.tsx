/** The approver before chooses. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "previous_choice",
  words: {
    "zh-CN": {
      hint: "上一位审批人同意时选择",
    },
    en: {
      hint: "Chosen by whoever approves before",
    },
  },
});
