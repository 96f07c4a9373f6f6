/** Named people. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "people",
  words: {
    "zh-CN": {
      "setting.people": "成员",
    },
    en: {
      "setting.people": "People",
    },
  },
});
