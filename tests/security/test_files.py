"""Files are guarded as the fields are that hold them, at every way to them."""

import pytest

from tests.security.conftest import PRINCIPALS, Attack
from tests.security.seeding import FILES
from tests.security.vault import file_id

DEALS = "/api/apps/vault/forms/deal/records"
SEES = {"narrow token": (1, 2, 3), "owner": (1, 2, 3), "member": (1, 2, 3), "stranger": (4,)}
"""Whose open files a principal of ordinary standing may read."""


@pytest.mark.parametrize("principal", PRINCIPALS)
def test_each_file_is_given_to_those_who_may_read_its_field(attack: Attack, principal: str) -> None:
    everything = principal in {"steward", "admin"}

    given = {
        number for number in FILES if attack.ask(principal, "GET", f"/api/files/{number}").status_code == 200
    }

    seen = {file_id("open_", row) for row in SEES.get(principal, ())}
    assert given == (set(FILES) if everything else seen)


@pytest.mark.parametrize("principal", ["reader", "member", "stranger", "builder", "foreign token"])
def test_an_unseen_file_is_answered_like_one_that_is_not_there(attack: Attack, principal: str) -> None:
    unseen = attack.ask(principal, "GET", f"/api/files/{file_id('secret_', 1)}")
    unknown = attack.ask(principal, "GET", "/api/files/999999")

    assert (unseen.status_code, unseen.content) == (404, unknown.content)


@pytest.mark.parametrize("principal", ["owner", "member", "stranger"])
@pytest.mark.parametrize("number", [file_id("secret_", 1), file_id("secret_", 4)])
def test_an_unseen_file_cannot_be_taken_into_a_record_of_ones_own(
    attack: Attack, principal: str, number: int
) -> None:
    body = {"name": "x", "open_attachment": [number]}

    made = attack.ask(principal, "POST", DEALS, json=body)
    looked = attack.ask(principal, "POST", f"{DEALS}/validate", json={"values": body})
    unknown = attack.ask(principal, "POST", DEALS, json={**body, "open_attachment": [999_999]})

    assert made.status_code == 422
    assert made.content == unknown.content
    assert [issue["code"] for issue in looked.json()["issues"]] == ["file_unknown"]


def test_what_is_hidden_cannot_be_asked_by_the_names_of_files(attack: Attack) -> None:
    tree = '{"field": "secret_attachment", "operator": "contains", "value": "CANARY"}'

    hidden = attack.ask("owner", "GET", DEALS, params={"filter": tree})

    assert (hidden.status_code, hidden.json()["issues"][0]["code"]) == (422, "unknown_field")
