"""Buttons of records over HTTP: what a press does, and why it does nothing."""

import httpx
import pytest

from .conftest import SignIn
from .test_link_choices import add, form, link, text
from .test_tree_links import publish

TICKETS = "/api/apps/town/forms/ticket/records"
NAMES = {"zh-CN": "x", "en": "x"}


def button(key: str, **settings: object) -> dict[str, object]:
    return {"kind": "button", "key": key, "label": NAMES, **settings}


CLOSE = button(
    "close",
    visible_when='stage = "open"',
    asks=[{"field": "reason", "required": True}],
    sets=[{"field": "stage", "value": '"closed"'}, {"field": "closed_by", "value": "ME.id"}],
)
STAGE: dict[str, object] = {
    "kind": "choice",
    "key": "stage",
    "label": NAMES,
    "default": '"open"',
    "options": [{"key": key, "label": NAMES} for key in ("open", "closed")],
}
VISIT = button("visit", opens="visit", linked_by="ticket")
MAP = button("map", address='"https://map.example.com/?q=" & name')


@pytest.fixture
def desk(sign_in: SignIn) -> httpx.Client:
    """A ticket that can be closed by a button, for a reason, unless it is named “never”."""
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "town", "labels": {"zh-CN": "台", "en": "Desk"}})
    person: dict[str, object] = {"kind": "person", "key": "closed_by", "label": NAMES}
    ticket = form("ticket", text("name"), text("reason"), STAGE, person, CLOSE, VISIT, MAP)
    ticket["gates"] = [
        {
            "key": "shut",
            "field": "stage",
            "option": "closed",
            "condition": 'name <> "never"',
            "message": NAMES,
        }
    ]
    visit = form("visit", text("name"), link("ticket", "ticket"))
    published = publish(client, {"op": "add", "path": "/forms", "value": [ticket, visit]})
    assert published.status_code == 200, published.text
    assert [add(client, "ticket", name=name) for name in ("one", "two", "never")] == [1, 2, 3]
    return client


def press(client: httpx.Client, number: int, key: str = "close", **given: object) -> httpx.Response:
    return client.post(f"{TICKETS}/{number}/press/{key}", json={"version": 1, **given})


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]]


def test_a_press_sets_what_was_asked_for_and_what_its_author_decided(desk: httpx.Client) -> None:
    assert desk.get(f"{TICKETS}/1").json()["close"] is True

    answer = press(desk, 1, values={"reason": "solved"})

    assert answer.status_code == 200, answer.text
    record = answer.json()["record"]
    assert (record["stage"], record["reason"], record["close"], record["version"]) == (
        "closed",
        "solved",
        False,
        2,
    )
    assert record["closed_by"] == desk.get("/api/me").json()["person"]["id"]
    newest = desk.get(f"{TICKETS}/1/history").json()["items"][0]
    assert newest["cause"] == {"button": "close"}
    assert {change["field"] for change in newest["changes"]} == {"stage", "reason", "closed_by"}


def test_a_press_is_refused_like_any_other_change(desk: httpx.Client) -> None:
    assert codes(press(desk, 1)) == [("required", "/reason")]
    assert codes(press(desk, 1, values={"reason": "a", "name": "b"})) == [("unknown_field", "/name")]
    assert codes(press(desk, 3, values={"reason": "a"})) == [("gate_condition", "/stage")]
    assert press(desk, 1, key="name").status_code == 404
    assert press(desk, 9, values={"reason": "a"}).status_code == 404
    assert press(desk, 1, values={"reason": "a"}).status_code == 200
    assert press(desk, 1, values={"reason": "a"}).status_code == 409
    assert codes(press(desk, 1, version=2, values={"reason": "a"})) == [("button_out_of_place", "")]


def test_a_button_is_no_value(desk: httpx.Client) -> None:
    changed = desk.patch(f"{TICKETS}/1", json={"version": 1, "close": True})
    assert codes(changed) == [("not_writable", "/close")]
    assert desk.get(TICKETS, params={"sort": "close"}).status_code == 422
    assert desk.get(TICKETS, params={"filter": "close"}).status_code == 422


def test_the_same_press_sent_twice_is_done_once(desk: httpx.Client) -> None:
    asked = {"version": 1, "values": {"reason": "solved"}}
    one, two = (
        desk.post(f"{TICKETS}/1/press/close", json=asked, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    )

    assert (one.status_code, two.status_code) == (200, 200)
    assert one.json() == two.json()


def test_what_is_opened_is_told_and_the_record_stays(desk: httpx.Client) -> None:
    begun, mapped = press(desk, 1, "visit").json(), press(desk, 1, "map").json()

    assert begun["opens"] == {"form": "visit", "values": {"ticket": 1}}
    assert mapped["address"] == "https://map.example.com/?q=one"
    assert (begun["record"]["version"], mapped["record"]["version"]) == (1, 1)


def test_many_are_pressed_at_once(desk: httpx.Client) -> None:
    asked = {
        "action": "press",
        "button": "close",
        "filter": None,
        "values": {"reason": "spring"},
        "partial": True,
    }

    looked = desk.post(f"{TICKETS}/bulk", json={**asked, "preview": True}).json()
    assert (looked["done"], looked["refused_count"]) == (2, 1)
    done = desk.post(f"{TICKETS}/bulk", json=asked).json()

    assert done["done"] == 2
    assert [record["stage"] for record in desk.get(TICKETS, params={"sort": "id"}).json()["items"]] == [
        "closed",
        "closed",
        "open",
    ]
    newest = desk.get(f"{TICKETS}/2/history").json()["items"][0]
    assert newest["cause"] == {"reason": "bulk", "button": "close"}
    opening = desk.post(f"{TICKETS}/bulk", json={"action": "press", "button": "map", "filter": None})
    assert codes(opening) == [("button_opens_one", "/button")]
    without = desk.post(f"{TICKETS}/bulk", json={"action": "press", "filter": None})
    assert codes(without) == [("not_text", "/button")]
