/** Records that belong to the one at hand are changed. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "update_records",
  words: {
    "zh-CN": {
      "setting.source": "哪些关联记录",
      "setting_help.source": "本表单的关联字段，或者其他表单中关联到这里的记录",
      "setting.filter": "只修改满足条件的记录",
      "setting_help.filter": "不填则全部修改",
      "setting.fields": "修改为",
    },
    en: {
      "setting.source": "Which linked records",
      "setting_help.source": "A link of this form, or records of another form that link here",
      "setting.filter": "Only those that meet a condition",
      "setting_help.filter": "All of them without one",
      "setting.fields": "Fields",
    },
  },
});
