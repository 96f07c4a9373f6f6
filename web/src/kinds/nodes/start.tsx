/** Where a flow begins. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "start",
  words: {
    "zh-CN": {
      hint: "发起人在此提交，退回后也从这里重新提交",
      "setting.roles": "谁可以手动发起",
      "setting_help.roles": "不选则凡能编辑该记录的人都可以发起",
      "setting.condition": "满足条件才发起",
      "setting_help.condition": "用 OLD.字段 可以读到修改前的值",
    },
    en: {
      hint: "The initiator submits here, and again when it comes back",
      "setting.roles": "Who may begin it by hand",
      "setting_help.roles": "Without any, whoever may edit the record",
      "setting.condition": "Begins only when",
      "setting_help.condition": "OLD.field is what a field was before the change",
    },
  },
});
