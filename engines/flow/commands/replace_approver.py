"""An administrator gives a task to another person."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.assignment import give, may_hold
from engines.flow.command import Command, refuse_closed
from engines.flow.facts import StandingOf
from engines.flow.reasons import Reason
from engines.flow.receiving import holds, move
from engines.flow.refusals import refuse
from engines.flow.run import OPEN_STATES, Run
from engines.flow.slots import node_of
from engines.flow.sources import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceApprover(Command):
    """Whoever looks after the flow gives a task to another, or names somebody where nobody was found (`visit`)."""

    is_administrative: ClassVar[bool] = True

    to: int
    slot: int | None = None
    visit: int | None = None
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot = run.slots.get(self.slot)
        visit = run.visits.get(self.visit if slot is None else slot.visit)
        if visit is None or (slot is None and (visit.incident is None or visit.slots)):
            refuse("flow_no_task")
        if slot is not None and slot.state not in OPEN_STATES:
            refuse_closed(run, slot)
        if holds(run, visit, self.to):
            refuse("flow_already_asked", who=self.to)
        if not run.asking.ask(StandingOf(self.to)).active:
            refuse("flow_person_left", who=self.to)
        if not may_hold(run, node_of(run, visit), self.to):
            refuse("flow_to_initiator", who=self.to)
        before = None if slot is None else slot.owner
        run.log(
            "replaced" if slot else "named",
            visit,
            slot=self.slot,
            holder=before,
            people=(self.to,),
            comment=self.comment,
            files=self.files,
        )
        run.visits.change(visit.number, incident=None)
        if slot is not None:
            move(run, slot, self.to, "flow_reason_replaced")
        elif node_of(run, visit) is None:
            refuse("flow_nothing_to_give")
        else:
            give(run, visit, [Candidate(self.to, Reason("flow_reason_named_now"))])
