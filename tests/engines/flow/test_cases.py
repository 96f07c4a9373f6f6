"""Flows go as the cases say; after every command the instance is stored and restored."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engines.flow.play import Play, flow_of

FOLDER = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    """Every case, with the flow of its file where it has none of its own."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        for case in document["cases"]:
            whole = {**case, "flow": {**document.get("flow", {}), **case.get("flow", {})}}
            found.append(pytest.param(whole, id=f"{path.stem}: {case['name']}"))
    return found


def played(case: dict[str, Any]) -> Play:
    """The case from its first to its last line, each with what is waited for afterwards."""
    play = Play(flow_of(case["flow"]))
    for line in case.get("before", ()):
        play.say_before(line)
    assert play.begin(case.get("chosen"), case.get("initiator", 1)) == case["begins"], play.trace
    for line, waits in case["steps"]:
        assert play.say(line) == waits, "\n".join(play.trace)
    return play


@pytest.mark.parametrize("case", cases())
def test_a_flow_goes_as_its_case_says(case: dict[str, Any]) -> None:
    play = played(case)

    assert play.trace == case["trace"]


def test_there_are_enough_cases_and_each_is_another_one() -> None:
    every = [param.values[0] for param in cases()]

    assert len(every) >= 120
    told = [{key: value for key, value in case.items() if key not in {"name", "trace"}} for case in every]
    assert len({json.dumps(case, sort_keys=True) for case in told}) == len(every)
