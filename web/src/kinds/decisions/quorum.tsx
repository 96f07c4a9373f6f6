/** A number must approve. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "quorum",
  words: {
    "zh-CN": {
      hint: "达到人数即通过",
    },
    en: {
      hint: "So many must approve",
    },
  },
});
