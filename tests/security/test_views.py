"""Shared views: no field that is kept from somebody is told by one, compared by one, or tried out by one."""

from typing import Any

import httpx
import pytest

from tests.security.conftest import Attack
from tests.security.vault import SECRET, canary

VIEWS = "/api/apps/vault/views"


def compare(field: str, value: str) -> dict[str, Any]:
    return {"field": field, "operator": "is", "value": value}


def keep(attack: Attack, principal: str, **given: Any) -> httpx.Response:
    body = {"form": "deal", "label": {"en": "Tempting"}, "definition": {"kind": "grid"}, **given}
    return attack.ask(principal, "POST", VIEWS, json=body)


def seen(attack: Attack, principal: str, number: int) -> dict[str, Any]:
    items = attack.ask(principal, "GET", VIEWS, params={"form": "deal"}).json()["items"]
    (item,) = [item for item in items if item["id"] == number]
    assert isinstance(item, dict)
    return item


def test_a_shared_view_is_cut_to_its_reader(attack: Attack) -> None:
    columns = [{"field": key} for key in ("name", "secret_text", "open_text")]
    definition = {"kind": "grid", "columns": columns, "sort": [{"field": "secret_number"}]}
    made = keep(attack, "steward", definition=definition, shared=True).json()

    item = seen(attack, "owner", made["id"])

    assert [column["field"] for column in item["definition"]["columns"]] == ["name", "open_text"]
    assert item["definition"]["sort"] == []
    assert [issue["code"] for issue in item["issues"]] == ["view_incomplete"]
    assert "secret" not in str(item)


def test_a_view_that_compares_what_is_hidden_is_refused_without_telling_what(attack: Attack) -> None:
    secret = canary("deal", "secret_text", 1)
    tree = {"all": [compare("name", "x"), {"not": compare("secret_text", secret)}]}
    made = keep(attack, "steward", definition={"kind": "grid", "filter": tree}, shared=True).json()

    item = seen(attack, "owner", made["id"])

    assert item["definition"] is None
    assert [issue["code"] for issue in item["issues"]] == ["view_filter_refused"]
    assert "secret" not in str(item)


@pytest.mark.parametrize("field", [*SECRET[1], "nothing_of_that_name"])
def test_hidden_and_unknown_fields_are_refused_alike(attack: Attack, field: str) -> None:
    ways: list[dict[str, Any]] = [
        {"kind": "grid", "columns": [{"field": field}]},
        {"kind": "grid", "sort": [{"field": field}]},
        {"kind": "grid", "filter": {"field": field, "operator": "is_blank"}},
        {"kind": "kanban", "lanes": field},
        {"kind": "calendar", "start": field},
        {"kind": "calendar", "start": "created_at", "colour": field},
        {"kind": "gallery", "picture": field},
        {"kind": "detail", "cards": [field]},
        {"kind": "gantt", "start": field},
        {"kind": "gantt", "start": "created_at", "progress": field},
        {"kind": "hierarchy", "parent": field},
        {"kind": "grid", "groups": [{"field": field}]},
        {"kind": "grid", "totals": [{"field": field, "by": "count"}]},
        {"kind": "grid", "colours": [{"when": compare(field, "x"), "colour": "red"}]},
    ]

    for definition in ways:
        answer = keep(attack, "owner", definition=definition)
        assert answer.status_code == 422
        (issue,) = answer.json()["issues"]
        assert issue["code"] == "unknown_field"
        assert field not in issue["message"]


def test_only_who_may_share_shares_and_nobody_changes_what_is_not_theirs(attack: Attack) -> None:
    shared = keep(attack, "steward", shared=True).json()
    personal = keep(attack, "member").json()

    assert keep(attack, "owner", shared=True).status_code == 403
    for principal, view, status in (
        ("owner", shared, 403),
        ("owner", personal, 404),
        ("steward", personal, 404),
    ):
        address = f"{VIEWS}/{view['id']}"
        body = {"version": 1, "label": {"en": "Taken"}}
        assert attack.ask(principal, "PATCH", address, json=body).status_code == status
        assert attack.ask(principal, "DELETE", address).status_code == status
    assert personal["id"] not in [item["id"] for item in attack.ask("steward", "GET", VIEWS).json()["items"]]
    company = {"order": [], "company": True}
    address = "/api/apps/vault/forms/deal/view-arrangement"
    assert attack.ask("owner", "PUT", address, json=company).status_code == 403
