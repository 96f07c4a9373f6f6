"""An administrator lets the flow try again."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.refusals import refuse
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry(Command):
    """What stopped at a node is tried once more."""

    is_administrative: ClassVar[bool] = True

    visit: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        visit = run.visits.get(self.visit)
        if visit is None or visit.incident is None:
            refuse("flow_not_stuck")
        run.log("retried", visit, comment=self.comment)
        visit = run.visits.change(visit.number, incident=None, attempt=visit.attempt + 1)
        run.route.nodes[visit.node].enter(run, visit)
