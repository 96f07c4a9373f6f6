"""From a node's settings to the people who are asked: sources, absences, and the policies of the flow."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engines.flow.approver import Search
from engines.flow.effects import Alerted
from engines.flow.facts import Administrators, StandingOf
from engines.flow.instance import Slot, Visit
from engines.flow.reasons import Reason
from engines.flow.run import Run
from engines.flow.slots import node_of, settle
from engines.flow.sources import Candidate, candidates, united
from engines.flow.task_node import TaskNode

MOST_AGENTS: Final = 5
"""How many agents in a row are followed."""

REPEATED: Final = "flow_passed_repeated"
STANDS: Final = "flow_passed_stands"
"""Why somebody is passed over who did approve."""


def assign(run: Run, visit: Visit, node: TaskNode) -> None:
    """Gives the tasks of a visit to people; raises Unanswered."""
    people = placed(run, node, candidates(run, node.key, "approvers", node.approvers))
    missing = _missing_groups(node, people) if people else [""]
    for group in missing:
        groups = (group,) if group else ()
        if node.empty.policy in {"pass", "reject"}:
            if node.empty.policy == "reject" or not people:
                _pass_empty(run, visit, node)
                return
            run.log("empty", visit, actor=None, reason=Reason("flow_empty_pass"))
            continue
        others = placed(run, node, _others(run, node, groups))
        if not others:
            run.stick(visit, "flow_nobody")
            return
        run.log("nobody_found", visit, actor=None, people=tuple(each.person for each in others))
        people = united([*people, *others])
    give(run, visit, [_repeated(run, visit, each) for each in people])


def give(run: Run, visit: Visit, people: Sequence[Candidate]) -> None:
    """Makes the slots of a visit, opens those whose turn it is, and counts them; raises Unanswered."""
    slots = [make_slot(run, visit, each) for each in people]
    run.visits.change(visit.number, slots=tuple(slot.number for slot in slots))
    run.arrive_straight(visit)
    settle(run, visit.number)


def make_slot(run: Run, visit: Visit, who: Candidate) -> Slot:
    """A slot that waits, or that is passed at once."""
    slot = Slot(
        number=run.number(),
        visit=visit.number,
        person=who.person,
        owner=who.person,
        agent=who.agent,
        state="waiting" if who.passes is None else "passed",
        groups=who.groups,
        weight=who.weight,
        reason=who.reason,
        passes=who.passes,
    )
    if who.passes is not None:
        run.log("passed", visit, actor=None, slot=slot.number, holder=who.person, reason=who.passes)
    return run.slots.put(slot)


def _missing_groups(node: TaskNode, people: Sequence[Candidate]) -> list[str]:
    """Groups each of which must approve and in which nobody is."""
    if not node.decision.counts_groups:
        return []
    named = dict.fromkeys(source.group for source in node.approvers if source.group is not None)
    there = {group for each in people for group in each.groups}
    return [group for group in named if group not in there]


def _others(run: Run, node: TaskNode, groups: tuple[str, ...]) -> list[Candidate]:
    """Those who are asked where nobody is found."""
    people = node.empty.people
    code = "flow_reason_fallback"
    if node.empty.policy == "administrator":
        people, code = run.asking.ask(Administrators()), "flow_reason_administrator"
    return [
        Candidate(person, Reason(code), groups)
        for person in people
        if person != run.instance.initiator or node.own_request == "self"
    ]


def _pass_empty(run: Run, visit: Visit, node: TaskNode) -> None:
    run.log("empty", visit, actor=None, reason=Reason(f"flow_empty_{node.empty.policy}"))
    run.arrive_straight(visit)
    node.decided(run, visit, "approved" if node.empty.policy == "pass" else "rejected")


def placed(run: Run, node: TaskNode, people: Sequence[Candidate]) -> list[Candidate]:
    """The people as they can be asked: not the initiator unless the node says so, and somebody for those who left or
    are away; raises Unanswered."""
    people = united(found for each in people if (found := _own_request(run, node, each)) is not None)
    run.asking.expect(StandingOf(each.person) for each in people)
    return united(found for each in people if (found := stand_in(run, node, each)) is not None)


def _own_request(run: Run, node: TaskNode, who: Candidate) -> Candidate | None:
    initiator = run.instance.initiator
    if who.person != initiator or node.own_request == "self":
        return who
    if node.own_request == "skip":
        return replace(who, passes=Reason("flow_passed_initiator"))
    search = Search(run.asking, initiator, lambda _: (), lambda: None)
    instead = search.whose(initiator, node.own_request)
    if instead is None or instead == initiator:
        return None
    return replace(who, person=instead, reason=Reason(f"flow_reason_instead_{node.own_request}"))


def may_hold(run: Run, node: TaskNode | None, person: int) -> bool:
    """Whether somebody may have a task here: the initiator only where the node lets them decide themselves."""
    return node is None or person != run.instance.initiator or node.own_request == "self"


def stand_in(run: Run, node: TaskNode | None, who: Candidate) -> Candidate | None:
    """The person with the agent who acts while they are away; or, of one who left, the agent or the nearest superior
    who works here; None without anybody. Raises Unanswered."""
    if who.passes is not None:
        return who
    standing = run.asking.ask(StandingOf(who.person))
    agent = None if standing.agent is None else _last_agent(run, node, who.person, standing.agent)
    if standing.active:
        if standing.agent is not None and agent is None:
            run.effects.append(Alerted("flow_no_agent", None, (who.person,)))
        return who if agent == who.agent else replace(who, agent=agent)
    if agent is not None:
        return replace(who, person=agent, reason=Reason("flow_reason_agent", {"person": who.person}))
    search = Search(run.asking, run.instance.initiator, lambda _: (), lambda: None)
    level = 1
    while (superior := search.superior(who.person, level)) is not None:
        if may_hold(run, node, superior) and run.asking.ask(StandingOf(superior)).active:
            return replace(who, person=superior, reason=Reason("flow_reason_left", {"person": who.person}))
        level += 1
    return None


def _last_agent(run: Run, node: TaskNode | None, person: int, agent: int) -> int | None:
    """The end of a row of agents; None where it is a circle or too long, or ends with somebody who may not act."""
    seen = {person}
    for _ in range(MOST_AGENTS):
        if agent in seen:
            return None
        seen.add(agent)
        standing = run.asking.ask(StandingOf(agent))
        if standing.agent is None:
            return agent if standing.active and may_hold(run, node, agent) else None
        agent = standing.agent
    return None


def _repeated(run: Run, visit: Visit, who: Candidate) -> Candidate:
    """Passes over somebody who approved before, where the flow's policy says so."""
    policy = run.route.policies.repeated
    node = node_of(run, visit)
    if policy == "ask" or who.passes is not None or node is None or not node.may_reject:
        return who
    before = _previous_task(run, visit) if policy == "consecutive" else None
    for slot in list(run.slots.values()):
        there = run.visits[slot.visit]
        if slot.owner != who.person or not _has_approved(slot) or there.state != "done":
            continue
        asked = node_of(run, there)
        if asked is not None and asked.may_reject and (policy == "anywhere" or slot.visit == before):
            return replace(who, passes=Reason(REPEATED, {"node": there.node}))
    return who


def _has_approved(slot: Slot) -> bool:
    """Whether somebody approved, here or at the node for whose sake they were passed over."""
    if slot.state == "passed":
        return slot.passes is not None and slot.passes.code in {REPEATED, STANDS}
    return slot.state == "approved"


def _previous_task(run: Run, visit: Visit) -> int | None:
    """The visit before at which people were asked to decide."""
    while visit.previous is not None:
        visit = run.visits[visit.previous]
        node = node_of(run, visit)
        if node is not None and node.may_reject:
            return visit.number
    return None
