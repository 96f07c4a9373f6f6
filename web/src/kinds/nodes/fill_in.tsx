/** People complete the record. */
import { DATES, defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "fill_in",
  takes: { field: DATES },
  words: {
    "zh-CN": {
      hint: "由指定的人补充填写表单，不能驳回",
      "setting.approvers": "办理人",
      "setting.own_request": "办理人是发起人自己时",
    },
    en: {
      hint: "People fill in what is missing; there is nothing to reject",
      "setting.approvers": "Who fills in",
      "setting.own_request": "Where that is the initiator",
    },
  },
});
