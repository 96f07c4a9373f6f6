"""A task goes to another person."""

from dataclasses import dataclass

from engines.flow.command import TaskCommand
from engines.flow.deciding import holder
from engines.flow.receiving import move, receive
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(TaskCommand):
    """The holder gives the task away for good, and is out."""

    to: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot, visit, _ = self.decision(run, "transfer")
        receive(run, visit, self.to)
        run.log(
            "transferred",
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            people=(self.to,),
            comment=self.comment,
            files=self.files,
        )
        move(run, slot, self.to, "flow_reason_transferred")
