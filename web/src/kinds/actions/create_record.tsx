/** A record is made. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "create_record",
  words: {
    "zh-CN": {
      "setting.form": "在哪个表单新建",
      "setting.fields": "填写",
      "setting.link": "用哪个字段关联当前记录",
    },
    en: {
      "setting.form": "In which form",
      "setting.fields": "Filled with",
      "setting.link": "Field that links to this record",
    },
  },
});
