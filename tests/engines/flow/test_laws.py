"""What holds of every flow, whatever people do and in whichever order."""

import random
from collections import Counter
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.flow.commands.approve import Approve
from engines.flow.facts import StandingOf
from engines.flow.instance import Instance
from engines.flow.returning import targets
from engines.flow.run import OPEN_STATES
from engines.flow.slots import GONE
from engines.flow.step import Stepped, begin, step
from tests.engines.flow.company import Company
from tests.engines.flow.play import Play, flow_of

MANY = settings(max_examples=60, derandomize=True, deadline=None)

EIGHT: Final[dict[str, Any]] = {
    "nodes": [
        "start > split",
        {
            "key": "split",
            "kind": "parallel",
            "branches": [{"key": f"b{n}", "next": f"n{n}"} for n in range(5, 13)],
            "meets": "after",
        },
        *[f"n{n} {n} > after" for n in range(5, 13)],
        "after 4 > end",
        "end",
    ]
}
WHOLE: Final[dict[str, Any]] = {
    "nodes": [
        "start > first",
        "first 5,6 > size",
        {
            "key": "size",
            "kind": "condition",
            "branches": [{"key": "large", "condition": "amount > 100", "next": "outer"}],
            "otherwise": "last",
        },
        {
            "key": "outer",
            "kind": "parallel",
            "branches": [
                {"key": "p", "next": "p1"},
                {"key": "q", "next": "q1"},
                {"key": "o", "next": "copy"},
            ],
            "meets": "last",
        },
        "p1 7 > inner",
        {
            "key": "inner",
            "kind": "inclusive",
            "branches": [
                {"key": "r", "condition": "amount > 0", "next": "r1"},
                {"key": "s", "condition": "amount > 200", "next": "s1"},
            ],
            "otherwise": "p2",
            "meets": "p2",
        },
        "r1 8 > p2",
        {
            "key": "s1",
            "kind": "approve",
            "approvers": [{"kind": "people", "people": [5, 8, 9]}],
            "decision": {"kind": "quorum", "count": 2},
            "on_rejection": "start",
            "next": "p2",
        },
        "p2 2 > last",
        {
            "key": "q1",
            "kind": "approve",
            "approvers": [{"kind": "manager_chain", "last": None}],
            "order": "one_by_one",
            "timing": {"final": {"action": "approve"}, "reminders": [{"amount": 1, "unit": "hours"}]},
            "next": "wait",
        },
        {"key": "wait", "kind": "delay", "until": {"amount": 1, "unit": "hours"}, "next": "last"},
        {"key": "copy", "kind": "cc", "people": [{"kind": "people", "people": [10]}], "next": "do"},
        {
            "key": "do",
            "kind": "act",
            "actions": [{"kind": "notify", "people": "owner"}],
            "next": "last",
        },
        "last 4,3 > end",
        "end",
    ],
    "policies": {"repeated": "consecutive", "withdrawal": "on_request"},
}
VERBS: Final = (
    ("approve",) * 8
    + ("reject", "send_back", "send_back", "transfer", "delegate", "add_signer", "add_signer")
    + ("remove_signer", "withdraw", "answer_withdrawal", "take_back", "take_back", "resubmit", "resubmit")
    + ("jump", "replace_approver", "leave", "fire", "fire", "acted", "remind", "later", "change")
)


@MANY
@given(st.permutations(range(5, 13)), st.data())
def test_no_order_of_decisions_leaves_eight_branches_apart(order: list[int], data: st.DataObject) -> None:
    play = Play(flow_of(EIGHT))
    play.begin()

    returned = data.draw(st.sets(st.sampled_from(range(8)), max_size=2))
    for place, person in enumerate(order):
        if place in returned:
            play.say(f"{person} send_back resubmission=direct")
            play.say("1 resubmit")
        play.say(f"{person} approve")

    assert play.waits() == "after:4"
    assert play.say("4 approve") == "approved"


@MANY
@given(st.data())
def test_whatever_people_do_a_flow_ends_or_waits_for_somebody(data: st.DataObject) -> None:
    play = Play(flow_of(WHOLE))
    play.company.record["amount"] = data.draw(st.sampled_from([50, 150, 250]))
    play.begin()
    agent = data.draw(st.sampled_from([None, 9, 1, 6]))
    if agent is not None:
        play.company.agents[5] = agent

    for _ in range(data.draw(st.integers(5, 40))):
        before = play.instance
        assert before is not None
        line = some_line(play, data)
        if line is None:
            continue
        found = play.say(line)
        after = play.instance
        assert after is not None
        check_whole(after, play)
        if line[0] != "*" and not found.startswith("refused") and play.last is not None:
            play.give(play.last)
            assert play.instance == after, "the same command again changed something"


def test_of_a_hundred_decisions_on_one_task_one_counts() -> None:
    order = random.Random(7)
    play = Play(flow_of({"nodes": ["start > a", "a 5 > b", "b 6 > end", "end"]}))
    play.begin()
    lines = [f"5 {order.choice(['approve', 'reject'])} slot=4 version=2" for _ in range(100)]

    found = [play.say(line) for line in lines]

    assert sum(not each.startswith("refused") for each in found) == 1
    told = {"refused: flow_already_approved who=5 at", "refused: flow_already_rejected who=5 at"}
    assert set(found[1:]) < told
    assert play.instance is not None
    assert len(play.instance.votes) == 1


def test_a_thousand_joins_of_eight_branches_never_stick() -> None:
    order = random.Random(8)
    flow = flow_of(EIGHT)
    facts = Company().facts(StandingOf(person) for person in range(4, 13))
    for _ in range(1000):
        found = begin(flow, "begin", 1, 7, facts)
        for count in range(9):
            assert isinstance(found, Stepped)
            slot = order.choice(found.instance.open_slots())
            command = Approve(id=f"c{count}", actor=slot.person, slot=slot.number)
            found = step(flow, found.instance, command, facts)

        assert isinstance(found, Stepped)
        assert found.instance.state == "approved"


def some_line(play: Play, data: st.DataObject) -> str | None:
    """Something that somebody does, allowed or not."""
    instance = play.instance
    assert instance is not None
    verb = data.draw(st.sampled_from(VERBS))
    people = st.sampled_from([2, 3, 4, 5, 6, 7, 8, 9, 11, 12])
    slots = [slot for slot in instance.slots.values() if slot.state != "copied"]
    if verb == "later":
        return f"* later {data.draw(st.integers(1, 30))} hours"
    if verb == "change":
        return f"* record amount={data.draw(st.sampled_from([50, 150, 250]))}"
    if verb in {"withdraw", "resubmit", "remind"}:
        return f"1 {verb}"
    if verb == "jump":
        node = data.draw(st.sampled_from(sorted(play.flow.nodes)))
        token = data.draw(st.sampled_from(sorted(instance.tokens)))
        return f"90 jump to={node} token={token}"
    if verb == "leave":
        person = data.draw(people)
        play.company.left.add(person)
        return f"- leave person={person}"
    if verb in {"fire", "acted"}:
        waiting = any(timer.state == "waiting" for timer in instance.timers.values())
        idle = [visit for visit in instance.live_visits() if not visit.slots]
        if not (waiting if verb == "fire" else idle):
            return None
        return f"- {verb}" if verb == "fire" else f"- acted visit={idle[0].number}"
    if not slots:
        return None
    slot = data.draw(st.sampled_from(instance.open_slots() or slots))
    if verb in {"take_back", "remove_signer"}:
        slot = data.draw(st.sampled_from(slots))
    line = f"{slot.agent or slot.person} {verb} slot={slot.number}"
    if verb == "send_back":
        visit = instance.visits[slot.visit]
        known = [each.node for each in targets(play.flow.nodes, instance.visits, visit)] or ["start"]
        way = data.draw(st.sampled_from(["rerun", "direct"]))
        return f"{line} to={data.draw(st.sampled_from(known))} resubmission={way}"
    if verb in {"transfer", "delegate"}:
        return f"{line} to={data.draw(people)}"
    if verb == "replace_approver":
        return f"90 {verb} slot={slot.number} to={data.draw(people)}"
    if verb == "add_signer":
        added = data.draw(st.sets(people, min_size=1, max_size=2))
        where = data.draw(st.sampled_from(["before", "after", "beside"]))
        order = data.draw(st.sampled_from(["together", "one_by_one"]))
        return f"{line} where={where} people={','.join(map(str, sorted(added)))} order={order}"
    if verb == "answer_withdrawal":
        return f"{line} is_granted={data.draw(st.sampled_from(['yes', 'no']))}"
    if verb == "remove_signer" and slot.adder is not None:
        return f"{instance.slots[slot.adder].owner} {verb} slot={slot.number}"
    return line


def check_whole(instance: Instance, play: Play) -> None:
    """What must hold of an instance at any time."""
    trace = "\n".join(play.trace)
    counted = Counter(
        vote.slot for vote in instance.votes.values() if not vote.void and vote.verdict != "returned"
    )
    assert all(count == 1 for count in counted.values()), trace
    if instance.state != "running":
        assert not any(slot.state in OPEN_STATES for slot in instance.slots.values()), trace
        assert not any(timer.state == "waiting" for timer in instance.timers.values()), trace
        assert not any(token.state in {"live", "split", "arrived"} for token in instance.tokens.values()), (
            trace
        )
        return
    live = [token for token in instance.tokens.values() if token.state == "live"]
    assert live, trace
    for token in live:
        assert token.visit is not None
        visit = instance.visits[token.visit]
        assert visit.state == "open", trace
        assert visit.token == token.number, trace
        slots = [instance.slots[number] for number in visit.slots]
        is_waited_for = any(slot.state == "open" for slot in slots)
        has_timer = any(instance.timers[number].state == "waiting" for number in visit.timers)
        is_act = play.flow.nodes[visit.node].kind == "act"
        assert is_waited_for or has_timer or is_act or visit.incident or visit.awaiting, trace
        holders = [slot.owner for slot in slots if slot.state not in GONE]
        assert len(holders) == len(set(holders)), trace
        if not play.flow.nodes[visit.node].begins:
            assert instance.initiator not in {p for slot in slots for p in (slot.person, slot.agent)}, trace
    for token in instance.tokens.values():
        if token.state == "split":
            assert token.visit is not None
            born = [instance.tokens[number] for number in instance.visits[token.visit].born]
            assert any(child.state in {"live", "split"} for child in born), trace
    standing = {token.visit for token in live}
    for slot in instance.slots.values():
        assert slot.state not in OPEN_STATES or slot.visit in standing, trace
