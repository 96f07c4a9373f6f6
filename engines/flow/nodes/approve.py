"""People approve or reject."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.assignment import assign
from engines.flow.decision import Verdict
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit
from engines.flow.returning import beginning, send_back
from engines.flow.run import Run
from engines.flow.task_node import TaskNode


class ApproveNode(TaskNode):
    """People decide whether the record is approved. Rejected, the flow ends, goes back to the initiator, or takes a
    way of its own."""

    title: ClassVar[Label] = Label(zh_cn="审批", en="Approval")
    icon: ClassVar[str] = "AuditOutlined"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"approvers": [{"kind": "manager_chain"}]},
        {
            "approvers": [{"kind": "role", "role": "finance"}],
            "decision": {"kind": "ratio", "percent": "50", "operator": ">="},
            "order": "one_by_one",
        },
    )

    kind: Literal["approve"] = "approve"
    on_rejection: Literal["end", "start", "route"] = "end"
    rejected: NodeKey | None = None
    """Where the flow goes when it is rejected, where rejection has a way of its own."""

    def exits(self) -> Iterable[Exit]:
        yield Exit(self.next or "", "/next")
        if self.on_rejection == "route":
            yield Exit(self.rejected or "", "/rejected")

    def onward(self, outcome: str | None) -> str:
        return (self.rejected if outcome == "rejected" else self.next) or ""

    def enter(self, run: Run, visit: Visit) -> None:
        assign(run, visit, self)

    @property
    def may_reject(self) -> bool:
        return True

    def decided(self, run: Run, visit: Visit, verdict: Verdict) -> None:
        if verdict == "approved" or self.on_rejection == "route":
            run.leave(visit, verdict)
            return
        run.visits.change(visit.number, state="done", outcome=verdict, left_at=run.now)
        if self.on_rejection == "start":
            send_back(run, beginning(run, visit), "rerun", self.key)
        else:
            run.finish("rejected")
