/** Those of several ways are taken whose conditions hold. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "inclusive",
  words: {
    "zh-CN": {
      hint: "满足条件的分支同时进行，全部完成后汇合",
    },
    en: {
      hint: "Every branch whose condition holds; goes on when all have come",
    },
  },
});
