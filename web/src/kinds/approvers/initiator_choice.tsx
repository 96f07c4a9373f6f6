/** The initiator chooses. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "initiator_choice",
  words: {
    "zh-CN": {
      hint: "发起时由发起人选择",
    },
    en: {
      hint: "Chosen when the flow begins",
    },
  },
});
