"""The description of an application's API: valid, true of what its doors answer and take, and silent about the rest."""

from typing import Any, Final

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.security.conftest import Attack
from tests.security.test_questions import DEALS
from tests.security.vault import SECRET

DESCRIPTION: Final = "/api/apps/vault/openapi.json"
ACCOUNTS: Final = "/api/apps/vault/forms/account/records"
READERS: Final = ("owner", "member", "stranger", "reader", "narrow token", "steward", "admin")

Json = dict[str, Any]


def description(attack: Attack, who: str) -> Json:
    answer = attack.ask(who, "GET", DESCRIPTION)
    assert answer.status_code == 200
    document: Json = answer.json()
    return document


def problems(document: Json, name: str, value: object) -> list[str]:
    """What a schema of the document says against a value."""
    root = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    validator = jsonschema_rs.Draft202012Validator(root)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(value)]


def properties(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]["properties"]
    return found


@pytest.mark.parametrize("who", READERS)
def test_it_is_valid_and_every_answer_is_as_it_says(attack: Attack, who: str) -> None:
    document = description(attack, who)
    OpenAPIV31SpecValidator(document).validate()

    for path, form in ((DEALS, "deal"), (ACCOUNTS, "account")):
        for asked in ({}, {"expand": "*"}, {"fields": "id,title"}, {"deleted": "true"}):
            page = attack.ask(who, "GET", path, params=asked)
            if page.status_code == 403:
                continue
            assert problems(document, f"{form}.page", page.json()) == []
            for item in page.json()["items"] if asked != {"deleted": "true"} else ():
                one = attack.ask(who, "GET", f"{path}/{item['id']}", params={"expand": "*"})
                assert problems(document, form, one.json()) == []


def test_what_is_hidden_is_not_described(attack: Attack) -> None:
    document = description(attack, "owner")
    deal, new, change = (properties(document, name) for name in ("deal", "deal.new", "deal.change"))
    (lines,) = (one for one in deal["lines"]["anyOf"] if one.get("type") == "array")

    assert set(SECRET[1]).isdisjoint(deal.keys() | new.keys() | change.keys())
    assert "secret_cost" not in lines["items"]["properties"]
    assert {"through", "serial", "line_count"} & new.keys() == set()
    assert deal["line_count"]["readOnly"]
    assert "readOnly" not in deal["name"]
    assert properties(document, "account")["phone"]["readOnly"]
    assert "secret_phone" not in properties(document, "account")
    assert "vaulted" not in document["components"]["schemas"]
    assert description(attack, "reader")["paths"].get(DEALS, {}).keys() == {"get"}
    assert {"get", "post"} == document["paths"][DEALS].keys()


BODIES: Final[list[tuple[Json, bool]]] = [
    ({"name": "x", "stage": "plain", "open_number": 5, "open_money": "7.00", "lines": [{"item": "y"}]}, True),
    ({"name": None, "open_date": "2026-11-22", "open_multi_choice": ["won"], "open_link": None}, True),
    ({"name": "x", "nothing": 1}, False),
    ({"name": 5}, False),
    ({"stage": "sold"}, False),
    ({"lines": [{"thing": 1}]}, False),
    ({"secret_text": "x"}, False),
    ({"line_count": 5}, False),
    ({"open_boolean": "yes"}, False),
    ({"id": 5}, False),
]
"""New records with whether they are as described."""


@pytest.mark.parametrize(("body", "is_described"), BODIES)
def test_what_is_described_is_taken_and_nothing_else(attack: Attack, body: Json, is_described: bool) -> None:
    document = description(attack, "owner")

    answer = attack.ask("owner", "POST", DEALS, json=body)

    assert (problems(document, "deal.new", body) == []) == is_described
    assert answer.status_code == (201 if is_described else 422), answer.text
    if is_described:
        made = answer.json()
        assert problems(document, "deal", made) == []
        change = {"version": made["version"], **body}
        assert problems(document, "deal.change", change) == []
        assert attack.ask("owner", "PATCH", f"{DEALS}/{made['id']}", json=change).status_code == 200
    attack.restore()


def test_it_is_sent_again_only_when_it_is_another(attack: Attack) -> None:
    first = attack.ask("owner", "GET", DESCRIPTION)
    again = attack.ask("owner", "GET", DESCRIPTION, headers={"If-None-Match": first.headers["ETag"]})
    other = attack.ask("reader", "GET", DESCRIPTION)

    assert (again.status_code, again.content) == (304, b"")
    assert other.headers["ETag"] != first.headers["ETag"]
