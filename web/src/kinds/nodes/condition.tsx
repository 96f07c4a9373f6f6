/** One of several ways is taken. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "condition",
  words: {
    "zh-CN": {
      hint: "按条件走其中一条分支",
    },
    en: {
      hint: "The first branch whose condition holds is taken",
    },
  },
});
