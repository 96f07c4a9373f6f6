"""An approver takes an approval back."""

from dataclasses import dataclass, replace
from typing import Final

from engines.flow.assignment import STANDS, make_slot
from engines.flow.command import Command
from engines.flow.facts import Asking, Facts
from engines.flow.flow import Flow
from engines.flow.instance import Instance, Slot, SlotState, Visit
from engines.flow.reasons import Reason
from engines.flow.refusals import Refused, refuse
from engines.flow.run import Run
from engines.flow.slots import node_of, settle
from engines.flow.sources import Candidate
from engines.flow.undoing import descendants, undo

STANDING: Final[frozenset[SlotState]] = frozenset({"approved", "passed"})
"""States of a slot whose approval stands though another is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Command):
    """Whoever approved reopens their task while nobody after them has decided and nothing has been done that cannot be
    undone. What others said at the node stands."""

    slot: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot = run.slots.get(self.slot)
        if slot is None:
            refuse("flow_no_task")
        visit = run.visits[slot.visit]
        self.check(run, slot, visit)
        fresh = run.open_visit(visit.token, visit.node, visit.previous)
        undo(run, descendants(run, visit.number))
        before = [run.slots[number] for number in visit.slots]
        again = [
            self._again(run, fresh, each, slot.number)
            for each in before
            if each.adder is None or each.number == slot.number or each.state in STANDING
        ]
        run.visits.change(fresh.number, slots=tuple(each.number for each in again))
        run.log("took_back", fresh, people=(), comment=self.comment, files=self.files)
        settle(run, fresh.number)

    def check(self, run: Run, slot: Slot, visit: Visit) -> None:
        """Raises Refused with what stands in the way."""
        node = node_of(run, visit)
        votes = [vote for vote in run.votes.values() if not vote.void]
        own = [vote for vote in votes if vote.slot == slot.number and vote.verdict == "approved"]
        if node is None or not own or self.actor not in {own[-1].actor, slot.owner}:
            refuse("flow_not_your_approval")
        if not run.route.policies.take_back:
            refuse("flow_no_taking_back")
        if visit.state != "done":
            refuse("flow_still_open")
        if run.tokens[visit.token].state == "ended":
            refuse("flow_branches_met")
        after = descendants(run, visit.number) - {visit.number}
        for vote in votes:
            if vote.visit in after:
                refuse("flow_decided_after", who=vote.actor or vote.holder, at=vote.at)
        for number in after:
            later = run.visits[number]
            station = run.station(later)
            is_task = station is not None and station.waits_for_people
            if later.state == "done" and (station is None or station.is_lasting) and not is_task:
                refuse("flow_done_after", node=later.node, at=later.left_at)

    def _again(self, run: Run, visit: Visit, slot: Slot, taken: int) -> Slot:
        stands = slot.number != taken and slot.state in STANDING
        passes = Reason(STANDS) if stands else None
        made = make_slot(
            run,
            visit,
            replace(Candidate(slot.owner, slot.reason, slot.groups, slot.weight, slot.agent), passes=passes),
        )
        return run.slots.change(made.number, added="beside" if slot.added else None)


def takeable(flow: Flow, instance: Instance, person: int, facts: Facts) -> tuple[int, ...]:
    """The tasks whose approval the person may take back now, the latest first."""
    if instance.state != "running":
        return ()
    run = Run(flow, instance, Asking(facts), person, is_trial=True)
    own = {vote.slot for vote in instance.votes.values() if vote.verdict == "approved" and not vote.void}
    return tuple(number for number in sorted(own, reverse=True) if _is_takeable(run, number, person))


def _is_takeable(run: Run, number: int, person: int) -> bool:
    slot = run.slots[number]
    try:
        TakeBack(id="", actor=person, slot=number).check(run, slot, run.visits[slot.visit])
    except Refused:
        return False
    return True
