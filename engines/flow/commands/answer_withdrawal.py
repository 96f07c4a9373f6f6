"""A withdrawal that was asked for is granted, or not."""

from dataclasses import dataclass

from engines.flow.command import TaskCommand
from engines.flow.effects import Told
from engines.flow.refusals import refuse
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawal(TaskCommand):
    """Somebody who has a task of the flow answers the initiator, who asked to withdraw; the first answer holds."""

    is_granted: bool
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot = self.task(run)
        if run.instance.withdrawal_asked_at is None:
            refuse("flow_no_withdrawal_asked")
        visit = run.visits[slot.visit]
        if self.is_granted:
            run.log("granted_withdrawal", visit, slot=slot.number, comment=self.comment, files=self.files)
            run.finish("withdrawn")
            return
        run.head(withdrawal_asked_at=None)
        run.log("declined_withdrawal", visit, slot=slot.number, comment=self.comment, files=self.files)
        run.effects.append(Told("declined_withdrawal", (run.instance.initiator,), comment=self.comment))
