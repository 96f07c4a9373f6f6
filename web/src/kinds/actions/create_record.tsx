/** A record is made. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "create_record",
  words: {
    "zh-CN": {
      "setting.form": "在哪个表单新建",
      "setting.fields": "填写",
      "setting.link": "用哪个字段关联当前记录",
      "setting.same": "这些字段都相同的记录已存在时，直接使用它",
      "setting.kept_in": "把它记到当前记录的哪个字段",
    },
    en: {
      "setting.form": "In which form",
      "setting.fields": "Filled with",
      "setting.link": "Field that links to this record",
      "setting.same": "Take a record that is there already and agrees in all of",
      "setting.kept_in": "Field of this record that then names it",
    },
  },
});
