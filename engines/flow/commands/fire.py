"""A timer is due."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from engines.flow.approver import Search
from engines.flow.assignment import may_hold
from engines.flow.command import Command
from engines.flow.effects import Reminded, Told
from engines.flow.facts import ManagersAbove, StandingOf
from engines.flow.instance import Purpose, Slot, Timer, Visit
from engines.flow.reasons import Reason
from engines.flow.receiving import holds, move
from engines.flow.refusals import refuse
from engines.flow.returning import beginning, send_back
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot, node_of, people_at, settle
from engines.flow.timing import FinalAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire(Command):
    """What was to happen at this moment happens, once."""

    is_automatic: ClassVar[bool] = True

    timer: int

    def apply(self, run: Run) -> None:
        timer = run.timers.get(self.timer)
        if timer is None or timer.state != "waiting":
            refuse("flow_timer_over")
        if timer.due_at > run.now:
            refuse("flow_timer_early", at=timer.due_at)
        run.timers.change(timer.number, state="fired")
        PURPOSES[timer.purpose](run, timer)


def _delay(run: Run, timer: Timer) -> None:
    run.leave(run.visits[timer.visit], "done")


def _slot(run: Run, timer: Timer) -> tuple[Slot, Visit]:
    if timer.slot is None:
        raise ValueError("the timer belongs to no task")
    return run.slots[timer.slot], run.visits[timer.visit]


def _reminder(run: Run, timer: Timer) -> None:
    slot, visit = _slot(run, timer)
    run.slots.change(slot.number, reminded_at=run.now)
    run.effects.append(Reminded(slot.number, people_at(slot), is_timed=True))
    run.log("reminded", visit, slot=slot.number, people=people_at(slot), reason=Reason("flow_due"))


def _escalation(run: Run, timer: Timer) -> None:
    slot, visit = _slot(run, timer)
    superior = _superior(run, slot)
    if superior is not None:
        run.effects.append(Told("escalated", (superior,), slot.number))
        run.log("escalated", visit, slot=slot.number, holder=slot.person, people=(superior,))


def _superior(run: Run, slot: Slot) -> int | None:
    return Search(run.asking, run.instance.initiator, lambda _: (), lambda: None).superior(slot.person)


def _final(run: Run, timer: Timer) -> None:
    slot, visit = _slot(run, timer)
    node = node_of(run, visit)
    final = None if node is None or node.timing is None else node.timing.final
    if final is None:
        return
    reason = Reason("flow_overdue")
    if final.action in {"approve", "reject"}:
        is_approved = final.action == "approve"
        cast_vote(run, slot, "approved" if is_approved else "rejected", automatic=reason.code)
        close_slot(run, slot, "passed" if is_approved else "rejected", reason if is_approved else None)
        run.log(
            "approved" if is_approved else "rejected",
            visit,
            slot=slot.number,
            holder=slot.owner,
            reason=reason,
        )
        settle(run, visit.number)
    elif final.action == "return":
        cast_vote(run, slot, "returned", automatic=reason.code)
        close_slot(run, slot, "returned")
        first = beginning(run, visit)
        run.log("returned", visit, slot=slot.number, holder=slot.owner, target=first.node, reason=reason)
        send_back(run, first, "rerun", visit.node)
    else:
        _hand_on(run, slot, visit, final, reason)


def _hand_on(run: Run, slot: Slot, visit: Visit, final: FinalAction, reason: Reason) -> None:
    people = final.people
    if final.action == "superior":
        people = run.asking.ask(ManagersAbove(slot.person))
    run.asking.expect(StandingOf(person) for person in people)
    for person in people:
        is_free = not holds(run, visit, person) and may_hold(run, node_of(run, visit), person)
        if is_free and run.asking.ask(StandingOf(person)).active:
            run.log(
                "transferred", visit, slot=slot.number, holder=slot.owner, people=(person,), reason=reason
            )
            move(run, slot, person, "flow_reason_overdue")
            return
    run.stick(visit, "flow_nobody_to_hand_to")


PURPOSES: dict[Purpose, Callable[[Run, Timer], None]] = {
    "delay": _delay,
    "reminder": _reminder,
    "escalation": _escalation,
    "final": _final,
}
"""What happens when a timer of each purpose is due."""
