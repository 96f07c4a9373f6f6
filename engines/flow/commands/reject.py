"""A task is rejected."""

from dataclasses import dataclass

from engines.flow.command import TaskCommand
from engines.flow.deciding import advise, demand_reason, holder
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(TaskCommand):
    """The holder of a task votes against; what comes of it is for the rule of the node."""

    comment: str = ""

    def apply(self, run: Run) -> None:
        slot, visit, node = self.decision(run)
        if not node.may_reject:
            refuse("flow_nothing_to_reject", node=node.key)
        if slot.owner != slot.person:
            advise(run, slot, visit, "advised_rejection", self.comment, self.files)
            return
        demand_reason(node, self.comment)
        cast_vote(run, slot, "rejected", comment=self.comment, files=self.files)
        close_slot(run, slot, "rejected")
        run.log(
            "rejected",
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            comment=self.comment,
            files=self.files,
        )
        settle(run, visit.number)
