/** Superiors. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "manager_chain",
  takes: { field: ["person"] },
  words: {
    "zh-CN": {
      "setting.field": "谁的上级",
      "setting_help.field": "不选则是发起人的上级",
      "setting.first": "从第几级",
      "setting_help.first": "1 是直属上级",
      "setting.last": "到第几级",
      "setting_help.last": "清空则一直到最高层",
    },
    en: {
      "setting.field": "Whose superiors",
      "setting_help.field": "The initiator's without a field",
      "setting.first": "From level",
      "setting_help.first": "1 is the direct superior",
      "setting.last": "To level",
      "setting_help.last": "Empty means the top of the company",
    },
  },
});
