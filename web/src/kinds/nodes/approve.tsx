/** People approve or reject. */
import { DATES, defineFlowKind } from "../defineFlowKind";

export default defineFlowKind({
  kind: "approve",
  takes: { field: DATES },
  words: {
    "zh-CN": {
      hint: "由一人或多人审批，可同意、驳回、退回",
      "setting.on_rejection": "被驳回后",
      "setting.on_rejection.end": "流程结束",
      "setting.on_rejection.start": "退回发起人",
      "setting.on_rejection.route": "走单独的路径",
    },
    en: {
      hint: "One or several people approve, reject or return",
      "setting.on_rejection": "When it is rejected",
      "setting.on_rejection.end": "The flow ends",
      "setting.on_rejection.start": "It goes back to the initiator",
      "setting.on_rejection.route": "It takes a way of its own",
    },
  },
});
