/** People are told and may read. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "cc",
  words: {
    "zh-CN": {
      hint: "告知相关的人，不等待他们",
      "setting.people": "抄送给",
    },
    en: {
      hint: "People are told; nobody waits for them",
      "setting.people": "Copy to",
    },
  },
});
