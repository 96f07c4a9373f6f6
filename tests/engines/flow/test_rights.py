"""While a flow runs, the record is locked or not, and those who have a task may do what the node says."""

from engines.flow.rights import hold
from tests.engines.flow.play import Play, flow_of

FLOW = {
    "nodes": [
        "start > a",
        {
            "key": "a",
            "kind": "approve",
            "approvers": [{"kind": "people", "people": [5, 6]}],
            "fields": {"note": "required", "amount": "hidden"},
            "next": "b",
        },
        {
            "key": "b",
            "kind": "fill_in",
            "approvers": [{"kind": "people", "people": [7]}],
            "other_fields": "write",
            "record": "editable",
            "next": "end",
        },
        "end",
    ]
}


def held(play: Play) -> tuple[bool, list[tuple[tuple[int, ...], dict[str, str], str]]]:
    assert play.instance is not None
    found = hold(play.flow, play.instance)
    return found.is_locked, [(each.people, dict(each.fields), each.other_fields) for each in found.tasks]


def test_those_who_are_asked_have_the_rights_of_the_node_and_others_are_locked_out() -> None:
    play = Play(flow_of(FLOW))
    play.company.agents[5] = 8
    play.begin()

    rights = {"note": "required", "amount": "hidden"}
    assert held(play) == (True, [((5, 8), rights, "read"), ((6,), rights, "read")])


def test_a_node_can_leave_the_record_open() -> None:
    play = Play(flow_of(FLOW))
    play.company.record["note"] = "done"
    play.begin()
    play.say("5 approve")
    play.say("6 approve")

    assert held(play) == (False, [((7,), {}, "write")])


def test_back_with_the_initiator_the_record_is_theirs() -> None:
    play = Play(flow_of(FLOW))
    play.begin()
    play.say("5 send_back")

    assert held(play) == (True, [((1,), {}, "write")])


def test_nothing_is_held_when_the_flow_has_ended() -> None:
    play = Play(flow_of(FLOW))
    play.begin()
    play.say("5 reject")

    assert held(play) == (False, [])
