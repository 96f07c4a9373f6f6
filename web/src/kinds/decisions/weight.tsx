/** Weights add up. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "weight",
  words: {
    "zh-CN": {
      hint: "同意的权重之和达到门槛即通过",
    },
    en: {
      hint: "The weights of the approvals add up",
    },
  },
});
