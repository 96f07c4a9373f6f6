"""Every door and every principal: who gets in where is written down, and a door that is not written down fails."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.security.addresses import addresses
from tests.security.conftest import PRINCIPALS, Attack

FOLDER = Path(__file__).parent / "matrix"
Door = Mapping[str, Any]
"""`path`: values of the address's parts; `params`, `headers`, `json`, `content`: what is sent along; `answers`:
principal → status, `*` for the rest. Values in braces are numbers of the seeded company."""


def declared() -> dict[str, Door]:
    """Every door that is written down, by method and address."""
    found: dict[str, Door] = {}
    for path in sorted(FOLDER.glob("*.json")):
        for name, door in json.loads(path.read_text("utf-8")).items():
            assert name not in found, name
            found[name] = door
    return found


DECLARED = declared()


def test_every_door_is_written_down() -> None:
    assert sorted(addresses()) == sorted(DECLARED)


def test_every_principal_is_meant_by_every_door() -> None:
    for name, door in DECLARED.items():
        assert set(door["answers"]) <= {"*", *PRINCIPALS}, name
        assert "*" in door["answers"] or set(door["answers"]) == set(PRINCIPALS), name


@pytest.mark.parametrize("name", DECLARED)
def test_each_principal_gets_the_answer_that_is_written_down(attack: Attack, name: str) -> None:
    door = DECLARED[name]
    method, _, template = name.partition(" ")
    answers = {
        principal: door["answers"].get(principal, door["answers"].get("*")) for principal in PRINCIPALS
    }

    got = {}
    for principal in PRINCIPALS:
        path = template.format_map(attack.filled(door.get("path", {})))
        request = {
            key: attack.filled(door[key]) for key in ("json", "params", "headers", "content") if key in door
        }
        answer = attack.ask(principal, method, path, **request)
        got[principal] = answer.status_code
        if method != "GET" and answer.status_code < 400:
            attack.restore()

    assert got == answers
