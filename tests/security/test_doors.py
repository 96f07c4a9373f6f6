"""Doors under odd addresses, with words too many, and with the numbers of somebody else."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.security.conftest import PRINCIPALS, Attack
from tests.security.test_matrix import DECLARED

PRIVATE = [name for name, door in DECLARED.items() if door["answers"].get("anonymous") == 401]
DISGUISES = (
    "{path}?/health",
    "{path}?x=/api/session",
    "{path};/health",
    "{path}/",
    "{path}//",
    "/{path}",
    "/health/..{path}",
    "/assets/..{path}",
    "{path}%3f/health",
    "{path}%2f",
    "{path}/%2e%2e/session",
    "/API{path}",
    "{path}.json",
    "{path}%00",
)


def address(attack: Attack, name: str) -> tuple[str, str]:
    method, _, template = name.partition(" ")
    return method, template.format_map(attack.filled(DECLARED[name].get("path", {})))


def raw(attack: Attack, method: str, target: str, headers: Mapping[str, str]) -> httpx.Response:
    """A request whose address is sent exactly as it is written."""
    url = httpx.URL(attack.server.url).copy_with(raw_path=target.encode())
    return attack.stranger.request(method, url, headers=headers)


@pytest.mark.parametrize("name", PRIVATE)
def test_no_disguise_opens_a_door_for_nobody(attack: Attack, name: str) -> None:
    method, path = address(attack, name)
    headers = [
        {},
        {"Host": "evil.example/health"},
        {"X-Original-URL": "/health"},
        {"X-Rewrite-URL": "/health"},
    ]

    for disguise in DISGUISES:
        for more in headers if disguise == DISGUISES[0] else headers[:1]:
            answer = raw(
                attack, method, disguise.format(path=path), {"Sec-Fetch-Site": "same-origin", **more}
            )
            is_page = answer.headers.get("content-type", "").startswith("text/html")
            assert is_page or answer.status_code in {400, 401, 404, 405}, (disguise, answer.status_code)
    assert attack.state() == attack.before


BODIES = [name for name, door in DECLARED.items() if isinstance(door.get("json"), dict)]
SMUGGLED = (
    "id",
    "role",
    "roles",
    "admin",
    "owner_id",
    "created_by",
    "tenant",
    "status",
    "approved",
    "version",
)


@pytest.mark.parametrize("name", BODIES)
def test_a_member_too_many_is_refused(attack: Attack, name: str) -> None:
    method, path = address(attack, name)
    body: dict[str, Any] = attack.filled(DECLARED[name]["json"])

    for member in SMUGGLED:
        if member in body or (member == "version" and ("/records" in path or "/tasks/" in path)):
            continue
        answer = attack.ask("admin", method, path, json={**body, member: 1})
        assert answer.status_code == 422, (member, answer.text)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    ],
)
def test_a_body_of_another_shape_is_refused(attack: Attack, name: str, body: bytes) -> None:
    method, path = address(attack, name)

    answer = attack.ask("admin", method, path, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code in {400, 413, 422}


@pytest.mark.parametrize("principal", PRINCIPALS[1:])
def test_a_cookie_is_no_bearer_and_a_token_no_cookie(attack: Attack, principal: str) -> None:
    secret = attack.seeded.tokens.get(principal) or attack.seeded.cookies[principal]
    as_cookie = {"Cookie": f"sid={attack.seeded.tokens.get(principal, 'x')}"}
    as_bearer = {"Authorization": f"Bearer {attack.seeded.cookies.get(principal, 'x')}"}

    answers = [
        httpx.get(f"{attack.server.url}/api/me", headers=headers) for headers in (as_cookie, as_bearer)
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert all(secret not in answer.text for answer in answers)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "bearer x",
        "Basic YWRtaW46YWRtaW4=",
        "Token x",
        "Bearer mortise_1_" + "s" * 49,
        "é",
    ],
)
def test_a_wrong_proof_is_not_made_good_by_a_cookie(attack: Attack, authorization: str) -> None:
    """A token that is given stands alone."""
    headers = {b"Authorization": authorization.encode("latin-1")}

    answer = httpx.get(
        f"{attack.server.url}/api/me", headers=headers, cookies={"sid": attack.seeded.cookies["admin"]}
    )

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "id", ["0", "-1", "01x", "1e3", "9223372036854775808", "1%00", "١", "1;2", "null", "true"]
)
def test_an_id_that_no_row_can_have_is_not_found(attack: Attack, id: str) -> None:
    answers = [
        attack.ask("admin", "GET", f"/api/people/{id}"),
        attack.ask("admin", "PATCH", f"/api/departments/{id}", json={"name": "x"}),
        attack.ask("owner", "DELETE", f"/api/tokens/{id}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_every_number_of_somebody_else_is_not_found(attack: Attack) -> None:
    """The tokens of one person, asked for by every other one."""
    number = attack.seeded.tokens["narrow token"].split("_")[1]

    for principal in ("member", "stranger", "steward", "builder", "admin"):
        answer = attack.ask(principal, "DELETE", f"/api/tokens/{number}")
        unknown = attack.ask(principal, "DELETE", "/api/tokens/999999")
        assert (answer.status_code, answer.content) == (404, unknown.content)
        assert attack.ask("narrow token", "GET", "/api/me").status_code == 200
