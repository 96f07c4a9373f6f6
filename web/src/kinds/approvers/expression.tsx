/** An expression gives the people. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "expression",
  words: {
    "zh-CN": {
      "setting.people": "人员公式",
    },
    en: {
      "setting.people": "Expression",
    },
  },
});
