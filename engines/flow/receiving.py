"""Who may be given a task, and how it goes from one to another."""

from engines.flow.assignment import may_hold, placed, stand_in
from engines.flow.effects import Assigned
from engines.flow.facts import Administrators, StandingOf
from engines.flow.instance import Slot, Visit
from engines.flow.reasons import Reason
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot, live, node_of, people_at
from engines.flow.sources import Candidate
from engines.flow.task_node import TaskNode


def receive(run: Run, visit: Visit, person: int) -> None:
    """Refuses somebody who cannot be given a task of a visit; raises Unanswered."""
    if person == run.actor:
        refuse("flow_to_oneself")
    if holds(run, visit, person):
        refuse("flow_already_asked", who=person)
    if not may_hold(run, node_of(run, visit), person):
        refuse("flow_to_initiator", who=person)
    if not run.asking.ask(StandingOf(person)).active:
        refuse("flow_person_left", who=person)


def holds(run: Run, visit: Visit, person: int) -> bool:
    """Whether somebody has a task at a visit that counts."""
    return any(person in {slot.person, slot.owner} for slot in live(run, run.visits[visit.number].slots))


def hand_to(run: Run, slot: Slot, who: Candidate) -> Slot:
    """Gives a task to another for good; its groups, its weight and its time limit stay. What was stuck for want of
    somebody goes on."""
    run.visits.change(slot.visit, incident=None)
    slot = run.slots.change(
        slot.number,
        person=who.person,
        owner=who.person,
        agent=who.agent,
        reason=who.reason,
        version=slot.version + 1,
    )
    if slot.state == "open":
        run.effects.append(Assigned(slot.number, people_at(slot)))
    return slot


def move(run: Run, slot: Slot, person: int, code: str) -> Slot:
    """Gives a task to somebody, or to who acts for them; raises Unanswered."""
    candidate = Candidate(person, Reason(code, {"person": slot.owner}))
    who = stand_in(run, node_of(run, run.visits[slot.visit]), candidate) or candidate
    return hand_to(run, slot, who)


def replace_leaver(run: Run, slot: Slot, person: int) -> None:
    """Moves what somebody had who has left: to who acts for them, the nearest superior, or as the node says for where
    nobody is found, and at last to those who look after the flow; raises Unanswered."""
    visit = run.visits[slot.visit]
    node = node_of(run, visit)
    if slot.agent == person:
        slot = run.slots.change(slot.number, agent=None, version=slot.version + 1)
    if slot.person == person and slot.owner != person:
        slot = run.slots.change(slot.number, person=slot.owner, version=slot.version + 1)
        run.log("replaced", visit, slot=slot.number, actor=None, holder=person, people=(slot.owner,))
        run.effects.append(Assigned(slot.number, people_at(slot)))
        return
    if slot.owner != person:
        return
    who = stand_in(run, node, Candidate(person, Reason("flow_reason_left", {"person": person})))
    if who is not None and holds(run, visit, who.person):
        who = None
    _replaced(run, slot, visit, node, who or _fallback(run, slot, visit, node), person)


def _fallback(run: Run, slot: Slot, visit: Visit, node: TaskNode | None) -> Candidate | None:
    """Somebody to ask instead, where the node's policy names somebody."""
    if node is None or node.empty.policy == "administrator":
        people, code = run.asking.ask(Administrators()), "flow_reason_administrator"
    else:
        people, code = node.empty.people, "flow_reason_fallback"
    allowed = [Candidate(each, Reason(code)) for each in people if may_hold(run, node, each)]
    found = [stand_in(run, None, each) for each in allowed] if node is None else placed(run, node, allowed)
    return next((each for each in found if each is not None and not holds(run, visit, each.person)), None)


def _replaced(
    run: Run, slot: Slot, visit: Visit, node: TaskNode | None, who: Candidate | None, person: int
) -> None:
    if who is not None:
        delegate = slot.person if slot.person != person else None
        slot = hand_to(run, slot, who)
        if delegate is not None:
            run.slots.change(slot.number, person=delegate, agent=None)
        run.log("replaced", visit, slot=slot.number, actor=None, holder=person, people=(who.person,))
        return
    policy = "administrator" if node is None else node.empty.policy
    if policy == "pass":
        reason = Reason("flow_empty_pass")
        close_slot(run, slot, "passed", reason)
        run.log("passed", visit, slot=slot.number, actor=None, holder=person, reason=reason)
    elif policy == "reject":
        reason = Reason("flow_empty_reject")
        cast_vote(run, slot, "rejected", automatic=reason.code)
        close_slot(run, slot, "rejected")
        run.log("rejected", visit, slot=slot.number, actor=None, holder=person, reason=reason)
    else:
        run.stick(visit, "flow_nobody")
