/** Heads of departments. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "department_head",
  takes: { field: ["department"] },
  words: {
    "zh-CN": {
      "setting.field": "部门字段",
      "setting_help.field": "都不选则是发起人的部门",
      "setting.department": "指定部门",
      "setting.level": "向上几级部门",
    },
    en: {
      "setting.field": "Department in a field",
      "setting_help.field": "Without either, the initiator's department",
      "setting.department": "Named department",
      "setting.level": "So many departments above",
    },
  },
});
