/** Groups. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "group",
  words: {
    "zh-CN": {
      "setting.members_of": "用户组",
    },
    en: {
      "setting.members_of": "Group",
    },
  },
});
