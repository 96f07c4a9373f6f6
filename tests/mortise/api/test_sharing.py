"""Single records are shared over HTTP: who takes part then, who is told, and what the history says of it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mortise.identity.first_start import SampleCompany

from .conftest import SignIn
from .test_link_choices import add, form, text
from .test_tree_links import publish

CASES = "/api/apps/town/forms/case/records"
ALL = [{"kind": "all"}]
SHARED = [{"kind": "own"}, {"kind": "shared"}]
NAMES = {"zh-CN": "x", "en": "x"}
ROLES = [
    {
        "key": "keeper",
        "label": NAMES,
        "grants": [
            {
                "form": "case",
                "scopes": {"view": ALL, "create": ALL, "edit": [{"kind": "owner"}], "share": ALL},
            }
        ],
    },
    {
        "key": "guest",
        "label": NAMES,
        "grants": [
            {
                "form": "case",
                "scopes": {"view": SHARED, "create": ALL, "edit": SHARED, "comment": SHARED, "share": SHARED},
            }
        ],
    },
    {"key": "stranger", "label": NAMES, "grants": [{"form": "case", "scopes": {"create": ALL}}]},
]
MEMBERS = {"keeper": "manager", "guest": "rep", "stranger": "boss"}


@pytest.fixture
def town(sign_in: SignIn, company: SampleCompany) -> Callable[[str], httpx.Client]:
    """Two cases: the manager's, who may change it, and the administrator's, which the manager may only see."""
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "town", "labels": {"zh-CN": "案", "en": "Town"}})
    forms: dict[str, object] = {"op": "add", "path": "/forms", "value": [form("case", text("name"))]}
    assert publish(client, forms, {"op": "add", "path": "/roles", "value": ROLES}).status_code == 200
    for role, person in MEMBERS.items():
        members = {"people": [company.people[person]]}
        assert client.put(f"/api/apps/town/roles/{role}/members", json=members).is_success
    assert add(sign_in("manager"), "case", name="mine") == 1
    assert add(client, "case", name="theirs") == 2
    return sign_in


def share(client: httpx.Client, number: int, **given: object) -> httpx.Response:
    return client.post(f"{CASES}/{number}/shares", json=given)


def told(client: httpx.Client) -> list[Any]:
    return [
        (item["kind"], item["record"]["title"], item["actors"][0]["title"])
        for item in client.get("/api/notifications").json()["items"]
        if item["kind"] == "share"
    ]


def test_who_is_let_in_sees_the_record_is_told_and_finds_it_among_what_is_shared(
    town: Callable[[str], httpx.Client], company: SampleCompany
) -> None:
    manager, rep = town("manager"), town("rep")
    assert rep.get(f"{CASES}/1").status_code == 404

    answer = share(manager, 1, people=[company.people["rep"], company.people["boss"]])

    listed = answer.json()
    assert (listed["may_share"], listed["may_share_edit"]) == (True, True)
    assert {
        (item["with"]["title"], item["may_edit"], item["by"]["title"], item["sees"])
        for item in listed["items"]
    } == {
        ("张伟", False, "刘洋", True),
        ("陈静", False, "刘洋", False),
    }
    assert rep.get(f"{CASES}/1").json()["name"] == "mine"
    assert told(rep) == [("share", "mine", "刘洋")]
    assert told(town("boss")) == []
    [found] = rep.get("/api/shares").json()["items"]
    assert (found["record"], found["by"]["title"], found["may_edit"]) == (
        {"id": 1, "title": "mine"},
        "刘洋",
        False,
    )
    assert town("boss").get("/api/shares").json()["items"] == []
    [entry, _] = rep.get(f"{CASES}/1/history").json()["items"]
    assert (entry["action"], entry["actor"]["title"]) == ("share", "刘洋")
    assert {(each["kind"], each["with"]["title"], each["may_edit"]) for each in entry["cause"]["shared"]} == {
        ("person", "张伟", False),
        ("person", "陈静", False),
    }


def test_a_share_to_view_lets_nobody_change_the_record_or_pass_it_on(
    town: Callable[[str], httpx.Client], company: SampleCompany
) -> None:
    manager, rep = town("manager"), town("rep")
    people = [company.people["rep"]]
    share(manager, 1, people=people)

    assert rep.patch(f"{CASES}/1", json={"version": 1, "name": "other"}).status_code == 403
    assert share(rep, 1, people=[company.people["boss"]]).status_code == 403
    assert rep.post(f"{CASES}/1/comments", json={"body": "seen"}).status_code == 201

    assert share(manager, 1, people=people, may_edit=True).json()["items"][0]["may_edit"] is True
    assert rep.patch(f"{CASES}/1", json={"version": 1, "name": "other"}).status_code == 200
    assert share(rep, 1, people=[company.people["boss"]], may_edit=True).status_code == 200
    assert share(manager, 1, people=people).status_code == 200
    assert rep.patch(f"{CASES}/1", json={"version": 2, "name": "third"}).status_code == 403


def test_nobody_gives_more_than_they_have(
    town: Callable[[str], httpx.Client], company: SampleCompany
) -> None:
    manager, people = town("manager"), [company.people["rep"]]

    refused = share(manager, 2, people=people, may_edit=True)

    assert refused.status_code == 422
    assert [(issue["code"], issue["pointer"]) for issue in refused.json()["issues"]] == [
        ("share_beyond", "/may_edit")
    ]
    assert manager.get(f"{CASES}/2/shares").json() == {
        "items": [],
        "may_share": True,
        "may_share_edit": False,
    }
    assert share(manager, 2, people=people).status_code == 200


def test_what_ends_is_gone_at_once_and_stands_in_the_history(
    town: Callable[[str], httpx.Client], company: SampleCompany
) -> None:
    manager, rep = town("manager"), town("rep")
    [item] = share(manager, 1, departments=[company.departments["sales"]], may_edit=True).json()["items"]
    assert (item["kind"], item["sees"]) == ("department", None)
    assert rep.get(f"{CASES}/1").status_code == 200
    assert told(rep) == [("share", "mine", "刘洋")]

    assert rep.delete(f"{CASES}/1/shares/{item['id']}").json() == {"id": item["id"]}

    assert rep.get(f"{CASES}/1").status_code == 404
    assert rep.get("/api/shares").json() == {"items": []}
    assert manager.delete(f"{CASES}/1/shares/{item['id']}").status_code == 404
    entries = manager.get(f"{CASES}/1/history").json()["items"]
    assert [entry["action"] for entry in entries] == ["unshare", "share", "create"]


WRONG: list[tuple[dict[str, object], str]] = [
    ({}, "/people"),
    ({"people": [0]}, "/people"),
    ({"people": "all"}, "/people"),
    ({"groups": [77]}, "/groups/0"),
    ({"people": [1], "may_edit": "yes"}, "/may_edit"),
    ({"people": [1], "until": "2030-01-01"}, "/until"),
]


def test_what_cannot_be_shared_is_told_where_it_stands(town: Callable[[str], httpx.Client]) -> None:
    manager = town("manager")
    for given, pointer in WRONG:
        refused = share(manager, 1, **given)

        assert refused.status_code == 422, given
        assert [issue["pointer"] for issue in refused.json()["issues"]] == [pointer], given
