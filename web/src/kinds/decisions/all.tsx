/** Everybody must approve. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "all",
  words: {
    "zh-CN": {
      hint: "所有人都同意才通过",
    },
    en: {
      hint: "All must approve",
    },
  },
});
