"""Seeing as somebody else takes rights away: no door shows more than that person sees, none lets anything change."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from tests.security.conftest import Attack, is_endless
from tests.security.oracles import leaked
from tests.security.test_matrix import DECLARED, Door

BEGIN = "/api/apps/vault/see-as"
READS_ONLY = {"POST /api/apps/{app}/forms/{form}/records/validate"}
"""Asked with a body, and writes nothing."""
OWN = {"DELETE /api/see-as", "POST /api/session", "DELETE /api/session"}
"""The ways out."""
ONESELF = {
    "GET /health",
    "GET /api/openapi.json",
    "GET /api/me",
    "GET /api/see-as",
    "GET /api/apps/{app}/explain",
}
"""What is told to whoever is really there."""


class Onlooker:
    """The steward of an application, who sees it as somebody else."""

    def __init__(self, attack: Attack, **guise: Any) -> None:
        self.attack = attack
        begun = attack.ask("steward", "POST", BEGIN, json=guise)
        assert begun.status_code == 200, begun.text
        [(_, morsel)] = SimpleCookie(begun.headers["set-cookie"]).items()
        assert morsel["httponly"]
        assert morsel["samesite"] == "lax"
        self.cookie = f"seeing-as={morsel.value}"

    def ask(self, method: str, path: str, principal: str = "steward", **request: Any) -> httpx.Response:
        client = self.attack.clients[principal]
        headers = {**request.pop("headers", {}), "Cookie": f"{client.headers['Cookie']}; {self.cookie}"}
        with client.stream(method, path, headers=headers, **request) as answer:
            if not is_endless(answer):
                answer.read()
        client.cookies.clear()
        return answer

    def door(self, name: str, door: Door) -> httpx.Response:
        method, _, template = name.partition(" ")
        path = template.format_map(self.attack.filled(door.get("path", {})))
        given = {
            key: self.attack.filled(door[key])
            for key in ("json", "params", "headers", "content")
            if key in door
        }
        return self.ask(method, path, **given)


@pytest.fixture
def onlooker(attack: Attack) -> Iterator[Onlooker]:
    """Somebody who sees as the member, who may do less than the steward."""
    yield Onlooker(attack, person=attack.filled("{member}"))
    attack.restore()


def test_no_door_shows_more_than_the_person_sees(attack: Attack, onlooker: Onlooker) -> None:
    for name, door in DECLARED.items():
        if not name.startswith("GET ") or name in ONESELF:
            continue
        answer = onlooker.door(name, door)
        expected = door["answers"].get("member", door["answers"].get("*"))
        assert answer.status_code in {expected, 403, 404}, f"{name}: {answer.status_code}"
        if not is_endless(answer):
            assert leaked("member", [answer.content]) == set(), name


def test_the_records_of_the_person_are_seen_as_that_person_sees_them(
    attack: Attack, onlooker: Onlooker
) -> None:
    for path in (
        "/api/apps/vault",
        "/api/apps/vault/forms/deal/records",
        "/api/search?q=CANARY",
        "/api/apps/vault/views",
    ):
        seen, own = onlooker.ask("GET", path), attack.ask("member", "GET", path)
        assert seen.status_code == own.status_code == 200, path
        told, known = seen.json(), own.json()
        for one in (told, known):
            one.pop("next", None)  # sealed anew each time
        assert told == known or path == "/api/search?q=CANARY", path
    assert [app["key"] for app in onlooker.ask("GET", "/api/apps").json()["items"]] == ["vault"]


def test_nothing_is_changed_by_who_is_only_looking(attack: Attack, onlooker: Onlooker) -> None:
    before = attack.state()
    for name, door in DECLARED.items():
        if name.startswith("GET ") or name in READS_ONLY | OWN:
            continue
        answer = onlooker.door(name, door)
        assert answer.status_code >= 400, f"{name} let an onlooker in"
    assert attack.state() == before


def test_another_application_is_not_there(attack: Attack, onlooker: Onlooker) -> None:
    for path in ("/api/apps/other", "/api/apps/other/forms/deal/records", "/api/apps/other/views"):
        assert onlooker.ask("GET", path).status_code == 404


def test_a_cookie_of_another_session_refuses(attack: Attack, onlooker: Onlooker) -> None:
    for principal in ("admin", "member"):
        answer = onlooker.ask("GET", "/api/apps/vault", principal)
        assert (answer.status_code, answer.json()["code"]) == (403, "looking_ended")
        assert onlooker.ask("DELETE", "/api/see-as", principal).status_code == 204


@pytest.mark.parametrize("cookie", ["seeing-as=", "seeing-as=guessed", "seeing-as=AAAA.BBBB"])
def test_a_cookie_that_was_made_up_refuses(attack: Attack, onlooker: Onlooker, cookie: str) -> None:
    onlooker.cookie = cookie

    answer = onlooker.ask("GET", "/api/apps/vault/forms/deal/records")

    assert (answer.status_code, answer.json()["code"]) == (403, "looking_ended")
    assert onlooker.ask("GET", "/api/see-as").json()["seeing_as"]["ended"] is True


def test_who_no_longer_administers_sees_as_nobody(attack: Attack, onlooker: Onlooker) -> None:
    taken = attack.ask("admin", "PUT", "/api/apps/vault/roles/steward/members", json={"people": []})
    assert taken.status_code == 200

    answer = onlooker.ask("GET", "/api/apps/vault/forms/deal/records")

    assert (answer.status_code, answer.json()["code"]) == (403, "looking_ended")


def test_it_is_told_and_logged_who_sees_as_whom(attack: Attack, onlooker: Onlooker) -> None:
    told = onlooker.ask("GET", "/api/see-as").json()["seeing_as"]
    assert (told["app"], told["person"]["id"], told["role"]) == ("vault", attack.filled("{member}"), None)

    logged = attack.runner.run(
        attack.connection.fetch("SELECT actor_id, new FROM mortise.record_change WHERE form = 'seeing_as'")
    )

    assert [row["actor_id"] for row in logged] == [attack.filled("{steward}")]


@pytest.mark.parametrize(
    "guise", [{}, {"person": 1, "role": "seller"}, {"role": "nothing"}, {"person": 999_999}]
)
def test_a_guise_is_one_person_or_one_role(attack: Attack, guise: dict[str, Any]) -> None:
    assert attack.ask("steward", "POST", BEGIN, json=guise).status_code == 422
