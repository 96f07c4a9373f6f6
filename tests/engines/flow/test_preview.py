"""The way of a flow is shown before it begins: who would get it, in which branch, and why."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engines.definition import LOCALES
from engines.flow.facts import Facts, Need
from engines.flow.instance import Instance
from engines.flow.preview import Stop, preview, remaining, unseen_nodes
from engines.issues import sentence
from tests.engines.flow.company import Company
from tests.engines.flow.play import Play, flow_of
from tests.engines.flow.test_laws import WHOLE

AMOUNT = {
    "nodes": [
        "start > size",
        {
            "key": "size",
            "kind": "condition",
            "branches": [{"key": "large", "condition": "amount > 100000", "next": "chain"}],
            "otherwise": "split",
        },
        {
            "key": "chain",
            "kind": "approve",
            "approvers": [{"kind": "manager_chain", "last": 2}],
            "order": "one_by_one",
            "next": "split",
        },
        {
            "key": "split",
            "kind": "parallel",
            "branches": [{"key": "law", "next": "legal"}, {"key": "money", "next": "finance"}],
            "meets": "pick",
        },
        "legal legal > pick",
        "finance finance > pick",
        {"key": "pick", "kind": "approve", "approvers": [{"kind": "initiator_choice"}], "next": "end"},
        "end",
    ]
}


def answered(company: Company, ask: Callable[[Facts], tuple[Stop, ...] | Need]) -> tuple[Stop, ...]:
    questions: set[Any] = set()
    for _ in range(20):
        found = ask(company.facts(questions))
        if not isinstance(found, Need):
            return found
        questions |= found.questions
    raise AssertionError("it never stops asking")


def shown(
    document: Mapping[str, Any], company: Company, chosen: Mapping[str, tuple[int, ...]] | None = None
) -> list[str]:
    flow = flow_of(document)
    stops = answered(company, lambda facts: preview(flow, 1, 7, facts, chosen or {}))
    return [line(stop) for stop in stops]


def line(stop: Stop) -> str:
    people = " ".join(
        f"{each.person}{'+' if each.passes else ''}({each.reason.code.removeprefix('flow_reason_')})"
        for each in stop.people
    )
    where = "/".join((*stop.branches, stop.node))
    return " ".join(part for part in (where, people, stop.chooser or "", stop.problem or "") if part)


def test_the_whole_way_is_shown_with_reasons() -> None:
    company = Company()
    company.change("amount", 200_000)

    assert shown(AMOUNT, company, {"pick": (11,)}) == [
        "size",
        "chain 2(direct_superior) 3(superior)",
        "split",
        "law/legal 8(role) 9(role)",
        "money/finance 5(role) 6(role) 7(role)",
        "pick 11(chosen_initiator)",
        "end",
    ]


def test_what_somebody_may_not_read_is_told_neither_as_a_way_nor_as_people() -> None:
    flow = flow_of(AMOUNT)
    by_amount = unseen_nodes(flow, lambda path: path != ("amount",))
    stops = answered(Company(), lambda facts: preview(flow, 1, 7, facts, {}, by_amount))
    asked = answered(Company(), lambda facts: preview(flow, 1, 7, facts, {}, {"legal"}))

    assert by_amount == {"size"}
    assert [line(stop) for stop in stops] == ["size flow_unseen"]
    assert "law/legal flow_unseen" in [line(stop) for stop in asked]
    assert line(asked[-1]) == "end"


def test_another_amount_takes_another_way() -> None:
    assert shown(AMOUNT, Company(), {"pick": (11,)})[:2] == ["size", "split"]


def test_whom_the_initiator_has_yet_to_choose_is_said() -> None:
    stops = shown(AMOUNT, Company())

    assert "pick 90(administrator) initiator" in stops


def test_what_would_stop_the_flow_is_said() -> None:
    company = Company(administrators=())

    found = shown({"nodes": ["start > a", "a empty > b", "b 5 > end", "end"]}, company)

    assert found == ["a flow_nobody", "b 5(named)", "end"]


def test_somebody_who_is_passed_over_is_marked() -> None:
    document = {
        "nodes": ["start > a", "a 5 > b", "b 5,6 > end", "end"],
        "policies": {"repeated": "anywhere"},
    }

    assert shown(document, Company())[1] == "b 5+(named) 6(named)"


def test_a_way_that_goes_round_is_shown_once() -> None:
    document = {
        "nodes": [
            "start > a",
            "a 5 > again",
            {
                "key": "again",
                "kind": "condition",
                "branches": [{"key": "yes", "condition": "amount > 0", "next": "a"}],
                "otherwise": "end",
            },
            "end",
        ]
    }

    found = shown(document, Company())

    assert found[:2] == ["a 5(named)", "again"]
    assert len(found) <= 3


def test_a_running_flow_shows_what_is_left() -> None:
    play = Play(flow_of(AMOUNT))
    play.begin({"pick": [11]})
    for person in (8, 9, 5):
        play.say(f"{person} approve")
    instance = play.instance
    assert instance is not None

    stops = answered(play.company, lambda facts: remaining(play.flow, instance, facts))

    assert [(stop.when, line(stop)) for stop in stops] == [
        ("now", "money/finance 5(role) 6(role) 7(role)"),
        ("later", "pick 11(chosen_initiator)"),
        ("later", "end"),
    ]


def test_those_whose_turn_has_not_come_are_marked() -> None:
    people = [{"kind": "people", "people": [5, 6, 7]}]
    asking = {"key": "a", "kind": "approve", "approvers": people, "order": "one_by_one", "next": "end"}
    play = Play(flow_of({"nodes": ["start > a", asking, "end"]}))
    play.begin()
    play.say("5 approve")
    instance = play.instance
    assert instance is not None

    stops = answered(play.company, lambda facts: remaining(play.flow, instance, facts))

    assert [(one.person, one.waits) for one in stops[0].people] == [(5, False), (6, False), (7, True)]


def test_what_is_left_after_a_return_straight_back_leaves_out_what_stands() -> None:
    play = Play(flow_of({"nodes": ["start > a", "a 5 > b", "b 6 > end", "end"]}))
    play.begin()
    play.say("5 approve")
    play.say("6 send_back to=start resubmission=direct")
    instance = play.instance
    assert instance is not None

    stops = answered(play.company, lambda facts: remaining(play.flow, instance, facts))

    assert [stop.node for stop in stops] == ["start", "b", "end"]


def test_nothing_is_left_of_a_flow_that_has_ended() -> None:
    play = Play(flow_of(AMOUNT))
    play.begin({"pick": [11]})
    play.say("8 reject")
    assert play.instance is not None

    assert remaining(play.flow, play.instance, play.company.facts()) == ()


def everybody_approves(play: Play) -> Instance:
    """The instance when everybody has approved and all time has gone by."""
    play.begin()
    for _ in range(60):
        assert play.instance is not None
        slots = play.instance.open_slots()
        if play.instance.state != "running":
            return play.instance
        if slots:
            play.say(f"{slots[0].person} approve slot={slots[0].number}")
        elif "do~" in play.waits():
            play.say("- acted at=do")
        else:
            play.say("* later 9 hours")
            play.say("- fire")
    raise AssertionError(play.waits())


@pytest.mark.parametrize("amount", [50, 150, 250])
def test_the_way_that_is_shown_is_the_way_that_is_taken(amount: int) -> None:
    play = Play(flow_of(WHOLE))
    play.company.record["amount"] = amount

    stops = answered(play.company, lambda facts: preview(play.flow, 1, 7, facts))

    instance = everybody_approves(play)
    taken = {
        (visit.node, tuple(instance.slots[number].owner for number in visit.slots))
        for visit in instance.visits.values()
        if not play.flow.nodes[visit.node].begins
    }
    assert taken == {(stop.node, tuple(each.person for each in stop.people)) for stop in stops}


def test_reasons_read_in_both_languages() -> None:
    company = Company()
    flow = flow_of(AMOUNT)
    stops = answered(company, lambda facts: preview(flow, 1, 7, facts, {"pick": (11,)}))

    for stop in stops:
        for each in stop.people:
            for locale in LOCALES:
                said, _ = sentence(each.reason.issue({"person": "Li Lei", "role": "Finance"}), locale)
                assert said
                assert "{" not in said
