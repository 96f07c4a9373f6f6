"""A record that a flow holds is changed through no door, and each of them says why."""

from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from mortise.identity.first_start import SampleCompany
from tests.looking import looks
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send
from tests.mortise.api.test_flow_storms import START, approval, flow, give
from tests.mortise.api.test_flows import ORDERS, Desk, codes

FORMS = Path(__file__).parents[2] / "apps" / "orders" / "forms"
CUSTOMERS = "/api/apps/orders/forms/customer/records"
IMPORTS = "/api/apps/orders/imports"
LABEL = {"zh-CN": "x", "en": "x"}
FLOWS = [
    flow("locking", START, approval("first", "legal", "end")),
    flow(
        "late",
        START,
        approval("first", "legal", "second", record="editable"),
        approval("second", "legal", "end"),
    ),
]


def order_form() -> bytes:
    """Orders that are found by a code, look something up, are pressed, and go with their customer."""
    form = orjson.loads((FORMS / "order.json").read_bytes())
    link = next(field for field in form["fields"] if field["key"] == "customer")
    link["on_delete"] = "cascade"
    form["fields"] += [
        {"kind": "text", "key": "code", "label": LABEL, "unique": True, "max_length": 20},
        {"kind": "lookup", "key": "grade", "label": LABEL, "source": "customer", "field": "grade"},
        {"kind": "button", "key": "close", "label": LABEL, "sets": [{"field": "note", "value": '"closed"'}]},
    ]
    return orjson.dumps(form)


@pytest.fixture
def office(sign_in: SignIn, company: SampleCompany) -> Desk:
    admin = sign_in("admin")
    made = send(admin, packed("orders", **{"forms/order.json": order_form(), **dict(FLOWS)}))
    assert made.status_code == 201, made.text
    found = Desk(admin, sign_in("rep"), sign_in("manager"), sign_in("boss"), dict(company.people))
    for role, login in (("legal", "boss"), ("clerk", "rep")):
        give(found, role, login)
    return found


def bring(client: httpx.Client, text: str, **plan: object) -> dict[str, Any]:
    """An import of a text, as soon as it rests."""
    sent = client.post(IMPORTS, files={"file": ("orders.csv", text.encode())})
    assert sent.status_code == 201, sent.text
    number = sent.json()["id"]
    names = text.partition("\n")[0].split(",")
    given = {"form": "order", "plan": {"columns": names, "when_bad": "skip", **plan}}
    assert client.post(f"{IMPORTS}/{number}/preview", json={}).status_code == 200
    checking = client.post(f"{IMPORTS}/{number}/check", json=given)
    assert checking.status_code == 202, checking.text
    return rest(client, number, "done")


def rest(client: httpx.Client, number: int, state: str) -> dict[str, Any]:
    for _ in looks():
        told: dict[str, Any] = client.get(f"{IMPORTS}/{number}").json()
        if told["state"] in {state, "failed"}:
            break
    assert told["state"] == state, told
    return told


def begin(office: Desk, key: str, record: int) -> int:
    begun = office.admin.post(f"/api/apps/orders/flows/{key}/instances", json={"record": record})
    assert begun.status_code == 201, begun.text
    return int(begun.json()["instance"])


def test_no_door_changes_a_record_that_a_flow_holds_and_each_says_why(office: Desk) -> None:
    admin = office.admin
    customer = admin.post(CUSTOMERS, json={"name": "ACME", "grade": "a"}).json()["id"]
    made = bring(admin, "code,subject\nA,Pumps\nB,Valves\nC,Pipes")
    records = {each["code"]: each for each in admin.get(ORDERS).json()["items"]}
    held, free = records["A"]["id"], records["B"]["id"]
    linked = admin.patch(f"{ORDERS}/{held}", json={"version": 1, "customer": customer})
    assert linked.status_code == 200, linked.text
    instance = begin(office, "locking", held)
    at = f"{ORDERS}/{held}"
    before = admin.get(at).json()

    for refused in (
        admin.patch(at, json={"version": 2, "subject": "x"}),
        admin.delete(f"{at}?version=2"),
        admin.post(f"{at}/transfer", json={"version": 2, "owner": office.people["rep"]}),
        admin.post(f"{at}/press/close", json={"version": 2}),
    ):
        assert (refused.status_code, codes(refused)) == (403, ["record_held"]), refused.text

    for change in (
        {"action": "edit", "values": {"subject": "Taps"}},
        {"action": "transfer", "owner": office.people["rep"]},
        {"action": "press", "button": "close"},
    ):
        answer = admin.post(f"{ORDERS}/bulk", json={"ids": [held, free], "partial": True, **change}).json()
        (left,) = answer["refused"]
        assert (answer["done"], left["id"], left["issues"][0]["code"]) == (1, held, "record_held"), change
    gone = admin.post(f"{ORDERS}/bulk", json={"action": "delete", "ids": [held], "partial": True}).json()
    assert gone["refused"][0]["issues"][0]["code"] == "record_held"
    along = admin.delete(f"{CUSTOMERS}/{customer}?version=1")
    assert (along.status_code, codes(along)) == (422, ["delete_held_along_such_as"])

    told = bring(admin, "code,subject\nA,x\nB,Taps and pipes\nD,Bolts", mode="both", key="code")
    assert (told["created"], told["updated"], told["bad"]) == (1, 1, 1)
    assert [issue["code"] for issue in told["issues"]] == ["record_held"]

    assert admin.post(f"{IMPORTS}/{made['id']}/undo", json={}).status_code in {200, 202}
    undone = rest(admin, made["id"], "undone")["undo"]
    assert {(each["id"], each["reason"]) for each in undone["rows"]} == {(held, "changed"), (free, "changed")}
    kept = {key: value for key, value in admin.get(at).json().items() if key != "grade"}
    assert kept == {key: value for key, value in before.items() if key != "grade"}
    assert admin.patch(f"{CUSTOMERS}/{customer}", json={"version": 1, "grade": "b"}).status_code == 200
    assert (before["grade"], admin.get(at).json()["grade"]) == ("a", "b")

    assert admin.post(f"/api/instances/{instance}/terminate", json={"comment": "enough"}).status_code == 200
    assert admin.patch(at, json={"version": 2, "subject": "x"}).status_code == 200


def test_an_import_is_undone_but_for_what_a_flow_holds(office: Desk) -> None:
    admin = office.admin
    made = bring(admin, "code,subject\nA,Pumps\nB,Valves")
    records = {each["code"]: each["id"] for each in admin.get(ORDERS).json()["items"]}
    again = bring(admin, "code,subject\nA,Taps\nB,Bolts", mode="update", key="code")
    begin(office, "locking", records["A"])

    assert admin.post(f"{IMPORTS}/{again['id']}/undo", json={}).status_code in {200, 202}
    undone = rest(admin, again["id"], "undone")["undo"]

    assert undone["restored"] == 1
    assert [(each["id"], each["reason"]) for each in undone["rows"]] == [(records["A"], "held")]
    subjects = {each["code"]: each["subject"] for each in admin.get(ORDERS).json()["items"]}
    assert subjects == {"A": "Taps", "B": "Valves"}
    assert made["created"] == 2


def test_a_record_with_a_running_flow_is_deleted_through_no_door_and_each_names_the_flow_and_who_is_waited_for(
    office: Desk,
) -> None:
    """Also where the flow leaves the record open to changes."""
    admin = office.admin
    customer = admin.post(CUSTOMERS, json={"name": "ACME", "grade": "a"}).json()["id"]
    made = bring(admin, "code,subject\nA,Pumps\nB,Valves")
    records = {each["code"]: each["id"] for each in admin.get(ORDERS).json()["items"]}
    kept, free = records["A"], records["B"]
    assert admin.patch(f"{ORDERS}/{kept}", json={"version": 1, "customer": customer}).is_success
    instance = begin(office, "late", kept)
    assert admin.patch(f"{ORDERS}/{kept}", json={"version": 2, "note": "still open"}).is_success

    gone = admin.delete(f"{ORDERS}/{kept}?version=3")
    assert (gone.status_code, codes(gone)) == (403, ["record_under_way"])
    many = {"action": "delete", "ids": [kept, free], "partial": True}
    bulk = admin.post(f"{ORDERS}/bulk", json={**many, "preview": True}).json()["refused"][0]["issues"][0]
    assert bulk["code"] == "record_under_way"
    along = admin.delete(f"{CUSTOMERS}/{customer}?version=1")
    assert (along.status_code, codes(along)) == (422, ["delete_held_along_such_as"])
    running = admin.get(f"{ORDERS}/{kept}/flows").json()["items"][0]
    for issue in (gone.json()["issues"][0], bulk, along.json()["issues"][0]):
        assert running["flow"]["title"] in issue["message"], issue
        assert running["waiting"][0]["person"]["title"] in issue["message"], issue
    assert admin.post(f"{IMPORTS}/{made['id']}/undo", json={}).status_code in {200, 202}
    undone = rest(admin, made["id"], "undone")["undo"]
    assert (undone["removed"], undone["rows"][0]["id"]) == (1, kept)

    ended = admin.post(f"/api/instances/{instance}/terminate", json={"comment": "enough"})
    assert ended.status_code == 200, ended.text
    assert admin.delete(f"{CUSTOMERS}/{customer}?version=1").is_success
    assert admin.post(f"{ORDERS}/{free}/restore", json={}).is_success
