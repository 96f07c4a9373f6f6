"""A task goes to another person and comes back."""

from dataclasses import dataclass

from engines.flow.command import TaskCommand
from engines.flow.deciding import holder
from engines.flow.effects import Assigned
from engines.flow.receiving import receive
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(TaskCommand):
    """Another is asked for an opinion; the task then comes back to its holder, who decides."""

    to: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot, visit, _ = self.decision(run, "delegate")
        receive(run, visit, self.to)
        run.slots.change(slot.number, person=self.to, agent=None, version=slot.version + 1)
        run.log(
            "delegated",
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            people=(self.to,),
            comment=self.comment,
            files=self.files,
        )
        run.effects.append(Assigned(slot.number, (self.to,)))
