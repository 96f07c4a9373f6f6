"""A running instance goes on under another version of its flow, through branches and joins, or says where it cannot."""

from collections.abc import Mapping
from typing import Any

import pytest

from engines.flow.commands.approve import Approve
from engines.flow.commands.migrate import Migrate
from engines.flow.migration import plan_migration
from engines.flow.step import step
from tests.engines.flow.play import Play, flow_of


def flow(*nodes: Any) -> dict[str, Any]:
    return {"nodes": list(nodes)}


def split(*branches: str) -> dict[str, Any]:
    return {
        "key": "split",
        "kind": "parallel",
        "branches": [{"key": name, "next": name} for name in branches],
        "meets": "after",
    }


CHAIN = flow("start > a", "a 5,6 > b", "b 7 > end", "end")
TWO = flow("start > split", split("x", "y"), "x 5 > after", "y 8 > after", "after 4 > end", "end")


def migrated(play: Play, document: Mapping[str, Any], nodes: Mapping[str, str] | None = None) -> str:
    """What the flow waits for under another version."""
    before, after = play.flow, flow_of(document, 2)
    play.count += 1
    command = Migrate(id=f"m{play.count}", actor=90, before=before, nodes=nodes or {})
    play.flow = after
    found = play.give(command)
    if found.startswith("refused"):
        play.flow = before
    return found


def fates(play: Play, document: Mapping[str, Any], nodes: Mapping[str, str] | None = None) -> list[str]:
    assert play.instance is not None
    moves = plan_migration(play.flow, flow_of(document, 2), play.instance, nodes or {})
    return [f"{move.node}→{move.to} {move.fate}" + "!" * len(move.votes) for move in moves]


def test_what_does_not_touch_the_task_leaves_it_as_it_is() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    play.say("5 approve")
    longer = flow("start > a", "a 5,6 > c", "c 8 > b", "b 7 > end", "end")

    assert fates(play, longer) == ["a→a stays"]
    assert migrated(play, longer) == "a:6"
    assert play.say("6 approve") == "c:8"


def test_other_approvers_begin_the_node_anew() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    play.say("5 approve")
    other = flow("start > a", "a 5,6,8 > b", "b 7 > end", "end")

    assert fates(play, other) == ["a→a anew!"]
    assert migrated(play, other) == "a:5 a:6 a:8"
    assert play.say("6 approve") == "a:5 a:8"


def test_a_node_that_is_gone_needs_another() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    without = flow("start > c", "c 8 > end", "end")

    assert fates(play, without) == ["a→a cannot"]
    assert migrated(play, without) == "refused: flow_cannot_migrate"
    assert play.waits() == "a:5 a:6"
    assert fates(play, without, {"a": "c"}) == ["a→c anew"]
    assert migrated(play, without, {"a": "c"}) == "c:8"


def test_the_way_so_far_may_lead_through_nodes_that_are_gone() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    play.say("5 approve")
    play.say("6 approve")
    without = flow("start > b", "b 7 > end", "end")

    assert migrated(play, without) == "b:7"
    assert play.say("7 send_back to=a") == "refused: flow_return_not_people"
    assert play.say("7 send_back resubmission=direct") == "start:1"
    assert play.say("1 resubmit") == "b:7"


def test_branches_stay_and_still_meet() -> None:
    play = Play(flow_of(TWO))
    play.begin()
    play.say("5 approve")
    later = flow(
        "start > split", split("x", "y"), "x 5 > z", "z 6 > after", "y 8 > after", "after 3 > end", "end"
    )

    assert fates(play, later) == ["split→split stays", "y→y stays"]
    assert migrated(play, later) == "y:8"
    assert play.say("8 approve") == "after:3"


def test_a_branch_that_is_added_begins() -> None:
    play = Play(flow_of(TWO))
    play.begin()
    play.say("5 approve")
    more = flow(
        "start > split",
        split("x", "y", "z"),
        "x 5 > after",
        "y 8 > after",
        "z 6 > after",
        "after 4 > end",
        "end",
    )

    assert migrated(play, more) == "y:8 z:6"
    assert play.say("8 approve") == "z:6"
    assert play.say("6 approve") == "after:4"


def test_a_branch_that_is_gone_goes_to_where_the_others_meet() -> None:
    play = Play(
        flow_of(
            flow(
                "start > split",
                split("x", "y", "z"),
                "x 5 > after",
                "y 8 > after",
                "z 6 > after",
                "after 4 > end",
                "end",
            )
        )
    )
    play.begin()

    assert migrated(play, TWO) == "refused: flow_cannot_migrate"
    assert migrated(play, TWO, {"z": "after"}) == "x:5 y:8"
    assert play.say("5 approve") == "y:8"
    assert play.say("8 approve") == "after:4"


def test_branches_do_not_go_where_no_branches_are() -> None:
    play = Play(flow_of(TWO))
    play.begin()
    straight = flow("start > x", "x 5 > y", "y 8 > after", "after 4 > end", "end")

    assert fates(play, straight) == ["split→split cannot", "x→x cannot", "y→y cannot"]


def test_one_branch_does_not_go_into_another() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()

    assert fates(play, TWO, {"a": "x"}) == ["a→x cannot"]


def test_only_those_who_look_after_the_flow_migrate_it() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    command = Migrate(id="m", actor=5, before=play.flow)
    play.flow = flow_of(CHAIN, 2)

    assert play.give(command) == "refused: flow_administrators_only"


def test_an_instance_runs_under_no_other_version() -> None:
    play = Play(flow_of(CHAIN))
    play.begin()
    assert play.instance is not None

    with pytest.raises(ValueError, match="version 1, not 2"):
        step(flow_of(CHAIN, 2), play.instance, Approve(id="x", actor=5, slot=4), play.company.facts())
