/** People are told. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "notify",
  words: {
    "zh-CN": {
      "setting.people": "通知谁（公式）",
      "setting_help.people": "例如负责人字段；也可以在下面按角色选择",
      "setting.roles": "通知哪些角色",
      "setting.subject": "标题",
      "setting.text": "内容",
    },
    en: {
      "setting.people": "Who is told (expression)",
      "setting_help.people": "A field with a person, for example; or by role below",
      "setting.roles": "Holders of these roles",
      "setting.subject": "Subject",
      "setting.text": "Text",
    },
  },
});
