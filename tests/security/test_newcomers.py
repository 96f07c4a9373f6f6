"""Whose password was chosen by somebody else comes in, changes it, or leaves, and does nothing else by any door."""

from collections.abc import Iterator

import pytest

from mortise.api import entrance
from tests.security.conftest import Attack
from tests.security.seeding import PASSWORD
from tests.security.test_matrix import DECLARED

OPEN = (
    "GET /api/me",
    "POST /api/me/password",
    "POST /api/session",
    "DELETE /api/session",
    # Whoever sees an application as somebody else chooses a password only as oneself.
    "DELETE /api/see-as",
)
PRIVATE = [
    name for name, door in DECLARED.items() if door["answers"].get("anonymous") == 401 and name not in OPEN
]
CODE = "password_change_required"
NEW = {"current": PASSWORD, "new": "Labskaus-9-mit-Rollmops"}


@pytest.fixture
def newcomer(attack: Attack) -> Iterator[Attack]:
    """Everybody has to change the password, those who may do everything too."""
    attack.restore()
    attack.runner.run(attack.connection.execute("UPDATE mortise.person SET must_change_password = true"))
    attack.runner.run(attack.connection.execute("UPDATE mortise.epoch SET rights = rights + 1"))
    attack.before = attack.state()
    yield attack
    attack.restore()


def refused(attack: Attack, who: str, name: str) -> None:
    door = DECLARED[name]
    method, _, template = name.partition(" ")
    request = {key: attack.filled(door[key]) for key in ("json", "params", "headers") if key in door}
    answer = attack.ask(who, method, template.format_map(attack.filled(door.get("path", {}))), **request)
    assert (answer.status_code, answer.json().get("code")) == (403, CODE), (who, name)


def test_every_other_door_stays_closed(newcomer: Attack) -> None:
    for name in PRIVATE:
        for who in ("admin", "owner", "organising token", "narrow token"):
            refused(newcomer, who, name)


def test_the_way_out_leads_out(newcomer: Attack) -> None:
    known = newcomer.ask("owner", "GET", "/api/me")
    assert (known.status_code, known.json()["person"]["must_change_password"]) == (200, True)
    told = newcomer.ask("owner", "GET", "/api/apps").json()
    assert "POST /api/me/password" in told["detail"]

    assert newcomer.ask("owner", "POST", "/api/me/password", json=NEW).status_code == 204

    assert newcomer.ask("owner", "GET", "/api/apps").status_code == 200
    assert newcomer.ask("narrow token", "GET", "/api/apps").status_code == 200
    assert newcomer.ask("member", "GET", "/api/apps").status_code == 403


def test_a_token_does_not_change_the_password(newcomer: Attack) -> None:
    answer = newcomer.ask("narrow token", "POST", "/api/me/password", json=NEW)

    assert (answer.status_code, answer.json()["code"]) == (403, "session_needed")


def test_who_does_not_want_to_change_it_leaves(newcomer: Attack) -> None:
    assert newcomer.ask("owner", "DELETE", "/api/session").status_code == 204
    assert newcomer.ask("owner", "GET", "/api/me").status_code == 401


def test_the_guard_is_what_closes_the_doors(newcomer: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "known", entrance.arrived)

    with pytest.raises(AssertionError):
        refused(newcomer, "admin", "GET /api/people")
