"""A task is approved, or done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engines.flow.command import TaskCommand
from engines.flow.deciding import advise, choose, demand, holder
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(TaskCommand):
    """The holder of a task approves, or has done what was to be done. `chosen` are people for later nodes that leave
    the choice to the approver before."""

    comment: str = ""
    signature: int | None = None
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def apply(self, run: Run) -> None:
        slot, visit, node = self.decision(run)
        if slot.owner != slot.person:
            advise(run, slot, visit, "advised_approval", self.comment, self.files)
            return
        demand(run, node, comment=self.comment, signature=self.signature)
        choose(run, self.chosen, None if slot.added else "previous")
        cast_vote(run, slot, "approved", comment=self.comment, files=self.files, signature=self.signature)
        close_slot(run, slot, "approved")
        run.log(
            "approved" if node.may_reject else "completed",
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            comment=self.comment,
            files=self.files,
            signature=self.signature,
        )
        settle(run, visit.number)
