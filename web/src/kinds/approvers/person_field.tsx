/** People in a field. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "person_field",
  takes: { field: ["person"] },
  words: {
    "zh-CN": {
      "setting.field": "人员字段",
      "setting.take": "取谁",
      "setting.take.person": "本人",
      "setting.take.superior": "其上级",
      "setting.take.department_head": "其部门负责人",
    },
    en: {
      "setting.field": "Field",
      "setting.take": "Who is asked",
      "setting.take.person": "The person",
      "setting.take.superior": "Their superior",
      "setting.take.department_head": "The head of their department",
    },
  },
});
