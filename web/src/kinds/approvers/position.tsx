/** Positions. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "position",
  words: {
    "zh-CN": {
      "setting.position": "岗位",
      "setting.within": "范围",
      "setting.within.company": "全公司",
      "setting.within.department": "发起人所在部门",
    },
    en: {
      "setting.position": "Position",
      "setting.within": "Where",
      "setting.within.company": "Whole company",
      "setting.within.department": "The initiator's department",
    },
  },
});
