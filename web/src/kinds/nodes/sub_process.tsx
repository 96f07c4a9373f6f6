/** Another flow is begun. */
import { defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "sub_process",
  takes: { field: ["link"] },
  words: {
    "zh-CN": {
      hint: "发起另一个流程，可等待它结束",
      "setting.flow": "发起哪个流程",
      "setting.field": "对哪些记录",
      "setting_help.field": "选择关联字段；不选则就是当前记录",
      "setting.on_rejection": "其中有未通过时",
      "setting.on_rejection.go_on": "继续",
      "setting.on_rejection.reject": "本流程也判为驳回",
    },
    en: {
      hint: "Begins another flow, and can wait for it",
      "setting.flow": "Which flow",
      "setting.field": "Over which records",
      "setting_help.field": "A field that links to them; the record itself without one",
      "setting.on_rejection": "When one of them is not approved",
      "setting.on_rejection.go_on": "It goes on",
      "setting.on_rejection.reject": "This flow is rejected too",
    },
  },
});
