/** Several ways are taken side by side. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "parallel",
  words: {
    "zh-CN": {
      hint: "所有分支同时进行，全部完成后汇合",
    },
    en: {
      hint: "All branches at once; goes on when all have come",
    },
  },
});
