"""The tasks of a visit: opened in their order, counted after every change, closed when the node is decided."""

from collections.abc import Sequence
from typing import Final

from engines.flow.decision import Ballot, Decision, Verdict, decide
from engines.flow.decisions.all import EveryoneDecision
from engines.flow.decisions.any import AnyoneDecision
from engines.flow.effects import Assigned
from engines.flow.facts import Unanswered
from engines.flow.instance import Order, Slot, SlotState, Verb, Visit, Vote
from engines.flow.reasons import Reason
from engines.flow.run import OPEN_STATES, Run
from engines.flow.task_node import TaskNode
from engines.flow.timers import set_timers

GONE: Final[frozenset[SlotState]] = frozenset({"removed", "void", "returned", "done"})
"""States of a slot that counts no more."""

GROUP_RULES: Final[dict[str, Decision]] = {"all": EveryoneDecision(), "any": AnyoneDecision()}


def node_of(run: Run, visit: Visit) -> TaskNode | None:
    """The node of a visit, where people are asked there."""
    node = run.station(visit)
    return node if isinstance(node, TaskNode) else None


def people_at(slot: Slot) -> tuple[int, ...]:
    """Who may act on a task."""
    return (slot.person,) if slot.agent is None else (slot.person, slot.agent)


def open_slot(run: Run, slot: Slot) -> Slot:
    """Gives the task to its person; raises Unanswered."""
    again = slot.opened_at is not None
    slot = run.slots.change(
        slot.number, state="open", opened_at=slot.opened_at or run.now, version=slot.version + 1
    )
    if not again:
        node = node_of(run, run.visits[slot.visit])
        if node is not None and node.timing is not None and not run.is_trial:
            slot = set_timers(run, slot, node.timing)
    run.effects.append(Assigned(slot.number, people_at(slot)))
    return slot


def close_slot(run: Run, slot: Slot, state: SlotState, passes: Reason | None = None) -> Slot:
    """Ends a task with what became of it; `passes` says why it counts as approved though nobody decided it."""
    run.cancel_timers(slot.timers)
    return run.slots.change(slot.number, state=state, passes=passes, version=slot.version + 1)


def cast_vote(
    run: Run,
    slot: Slot,
    verdict: Verb,
    *,
    comment: str = "",
    files: tuple[int, ...] = (),
    signature: int | None = None,
    automatic: str | None = None,
) -> Vote:
    """Writes down a decision about a task: by the one who acts, or by the system."""
    return run.votes.put(
        Vote(
            number=run.number(),
            visit=slot.visit,
            slot=slot.number,
            verdict=verdict,
            actor=None if automatic else run.actor,
            holder=slot.owner,
            at=run.now,
            comment=comment,
            automatic=automatic,
            files=files,
            signature=signature,
        )
    )


def live(run: Run, numbers: Sequence[int]) -> list[Slot]:
    """Those of the slots that count."""
    found = [run.slots[number] for number in numbers]
    return [slot for slot in found if slot.state not in GONE]


def said(run: Run, slot: Slot) -> Verdict | None:
    """What a slot says, those whom its holder asked in included."""
    if slot.state == "rejected":
        return "rejected"
    if slot.state in {"approved", "passed"}:
        return asked_said(run, slot) if slot.asked else "approved"
    return "rejected" if slot.state == "held" and asked_said(run, slot) == "rejected" else None


def asked_said(run: Run, slot: Slot) -> Verdict | None:
    """What those say together whom the holder of a slot asked in."""
    members = live(run, slot.asked)
    if not members:
        return "approved"
    return decide(GROUP_RULES[slot.asked_rule], [Ballot(said(run, member)) for member in members])


def settle(run: Run, number: int) -> None:
    """Counts what was said at a visit: closes it with a result, or opens the tasks whose turn it is; raises
    Unanswered."""
    visit = run.visits[number]
    node = node_of(run, visit)
    if node is None or visit.state != "open":
        return
    members = live(run, visit.slots)
    for slot in members:
        _settle_asked(run, slot)
    own = [slot for slot in live(run, visit.slots) if slot.added in {None, "beside"}]
    ballots = [Ballot(said(run, slot), slot.weight, slot.groups) for slot in own]
    verdict = decide(node.decision, ballots)
    if verdict is None:
        open_next(run, own, node.order)
        return
    run.close_slots(visit, "done")
    node.decided(run, visit, verdict)


def _settle_asked(run: Run, slot: Slot) -> None:
    """Lets those go on whom the holder of a slot asked in, or the holder after them."""
    if not slot.asked or slot.state not in {"held", "approved"}:
        return
    verdict = asked_said(run, slot)
    members = live(run, slot.asked)
    if verdict is None:
        open_next(run, members, slot.asked_order)
        return
    for member in members:
        if member.state in OPEN_STATES:
            close_slot(run, member, "done")
    if slot.state == "held" and verdict == "approved":
        open_slot(run, run.slots.change(slot.number, asked=()))


def open_next(run: Run, slots: Sequence[Slot], order: Order) -> None:
    """Opens what waits: everything, or what comes first among the undecided."""
    is_held = False
    for slot in slots:
        if slot.state == "waiting":
            try:
                open_slot(run, slot)
            except Unanswered:
                is_held = True
        if order == "one_by_one" and said(run, run.slots[slot.number]) is None:
            break
    if is_held:
        raise Unanswered
