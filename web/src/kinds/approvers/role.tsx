/** Who holds a role. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "role",
  words: {
    "zh-CN": {
      "setting.role": "角色",
    },
    en: {
      "setting.role": "Role",
    },
  },
});
