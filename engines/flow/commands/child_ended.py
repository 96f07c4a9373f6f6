"""A sub-process has ended."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.refusals import refuse
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEnded(Command):
    """The flow that was begun at a visit over a record has ended, approved or not."""

    is_automatic: ClassVar[bool] = True

    visit: int
    record: int
    is_approved: bool

    def apply(self, run: Run) -> None:
        visit = run.visits.get(self.visit)
        if visit is None or self.record not in visit.awaiting:
            refuse("flow_not_awaited")
        run.log("child_ended", visit)
        run.route.nodes[visit.node].child_ended(run, visit, self.record, is_approved=self.is_approved)
