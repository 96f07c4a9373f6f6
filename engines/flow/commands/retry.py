"""An administrator lets the flow try again."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.facts import StandingOf
from engines.flow.receiving import replace_leaver
from engines.flow.refusals import refuse
from engines.flow.run import OPEN_STATES, Run
from engines.flow.slots import live, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry(Command):
    """What stopped at a node is tried once more: to find people, to hand on what somebody left behind, to act."""

    is_administrative: ClassVar[bool] = True

    visit: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        visit = run.visits.get(self.visit)
        if visit is None or visit.incident is None:
            refuse("flow_not_stuck")
        run.log("retried", visit, comment=self.comment, files=self.files)
        visit = run.visits.change(visit.number, incident=None, attempt=visit.attempt + 1)
        if not visit.slots:
            run.route.nodes[visit.node].enter(run, visit)
            return
        for slot in live(run, visit.slots):
            if slot.state in OPEN_STATES and not run.asking.ask(StandingOf(slot.owner)).active:
                replace_leaver(run, slot, slot.owner)
        settle(run, visit.number)
