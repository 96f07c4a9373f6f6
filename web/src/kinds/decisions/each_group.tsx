/** One of each group. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "each_group",
  words: {
    "zh-CN": {
      hint: "每组都有人同意才通过",
    },
    en: {
      hint: "Somebody of each group must approve",
    },
  },
});
