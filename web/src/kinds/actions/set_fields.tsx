/** Fields are set. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "set_fields",
  words: {
    "zh-CN": {
      "setting.fields": "修改为",
    },
    en: {
      "setting.fields": "Fields",
    },
  },
});
