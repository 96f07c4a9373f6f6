/** A share must approve. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "ratio",
  words: {
    "zh-CN": {
      hint: "同意的人数达到比例即通过",
    },
    en: {
      hint: "A share of the people must approve",
    },
  },
});
