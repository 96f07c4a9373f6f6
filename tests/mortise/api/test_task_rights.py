"""What a node says of fields holds at every door: hidden is not shown, written is let through, required is demanded."""

from collections.abc import Iterable
from typing import Any

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send
from tests.mortise.api.test_flow_holds import begin, bring, order_form
from tests.mortise.api.test_flow_storms import START, approval, flow, give
from tests.mortise.api.test_flows import ORDERS, Desk, codes

SECRET = "CANARY-margin"
RIGHTS = {"note": "hidden", "payment": "required", "code": "write"}
FLOWS = dict(
    [
        flow("blind", START, approval("first", "legal", "end", fields=RIGHTS)),
        flow("open", START, approval("first", "legal", "end", fields={"note": "hidden"}, record="editable")),
        flow(
            "only",
            START,
            approval("first", "legal", "end", fields={"subject": "read"}, other_fields="hidden"),
        ),
        flow(
            "seeing",
            {**START, "roles": ["clerk"]},
            approval("first", "legal", "end", fields={"note": "read"}),
        ),
    ]
)


@pytest.fixture
def office(sign_in: SignIn, company: SampleCompany) -> Desk:
    """The boss decides, and may see and change every order besides."""
    admin = sign_in("admin")
    made = send(admin, packed("orders", **{"forms/order.json": order_form(), **FLOWS}))
    assert made.status_code == 201, made.text
    found = Desk(admin, sign_in("rep"), sign_in("manager"), sign_in("boss"), dict(company.people))
    for role, logins in (
        ("legal", ["boss"]),
        ("clerk", ["rep"]),
        ("orders_administrator", ["boss", "manager"]),
    ):
        give(found, role, *logins)
    return found


def learned(client: httpx.Client, numbers: Iterable[int]) -> str:
    """Everything that somebody gets by the ways that lead to the field."""
    asked = [
        client.get(ORDERS),
        *(client.get(f"{ORDERS}/{number}") for number in numbers),
        *(client.get(f"{ORDERS}/{number}/history") for number in numbers),
        client.get(ORDERS, params={"fields": "note"}),
        client.get(ORDERS, params={"sort": "note"}),
        client.get(ORDERS, params={"search": SECRET}),
        client.get("/api/search", params={"q": SECRET}),
    ]
    assert all(answer.is_success for answer in asked), [answer.text for answer in asked]
    return "\n".join(answer.text for answer in asked)


def test_what_a_node_hides_is_seen_through_no_door_while_the_task_is_open(office: Desk) -> None:
    """Whether the node names the field or hides whatever it does not name, and whether or not it locks the record. Who
    is shown the field by another task of theirs sees it."""
    boss = office.boss
    hidden = {key: office.order(note=f"{SECRET} {key}", payment="cash") for key in ("blind", "open", "only")}
    shown = office.order(note=f"{SECRET} shown")
    numbers = [*hidden.values(), shown]
    before = learned(boss, numbers)
    for key, number in hidden.items():
        begin(office, key, number)
        assert f"{SECRET} {key}" in before
    begin(office, "blind", shown)
    begin(office, "seeing", shown)

    told = learned(boss, numbers)
    assert f"{SECRET} shown" in told
    for key, number in hidden.items():
        assert f"{SECRET} {key}" not in told
        assert boss.get(ORDERS, params={"filter": f'note = "{SECRET} {key}"'}).json()["items"] == []
        assert boss.get(f"{ORDERS}/{number}").json()["subject"] == "Pumps"
        change = {"ids": [number], "action": "edit", "values": {"note": "x"}}
        for refused in (
            boss.patch(f"{ORDERS}/{number}", json={"version": 1, "note": "x"}),
            boss.post(f"{ORDERS}/bulk", json=change),
        ):
            assert refused.status_code in {403, 422}, refused.text
        assert f"{SECRET} {key}" in learned(office.manager, [number])

    for line in boss.get("/api/tasks").json()["items"]:
        if line["flow"]["key"] in hidden and line["record"]["id"] != shown:
            approved = boss.post(f"/api/tasks/{line['task']}/approve", json={})
            assert approved.is_success, approved.text
    after = learned(boss, numbers)
    assert all(f"{SECRET} {key}" in after for key in hidden)


def test_what_a_node_lets_write_is_written_through_every_door_and_nothing_else(office: Desk) -> None:
    boss = office.boss
    bring(office.admin, "code,subject\nA,Pumps")
    number = office.admin.get(ORDERS).json()["items"][0]["id"]
    begin(office, "blind", number)

    def version() -> int:
        return int(boss.get(f"{ORDERS}/{number}").json()["version"])

    def edit(values: dict[str, Any]) -> httpx.Response:
        return boss.post(f"{ORDERS}/bulk", json={"ids": [number], "action": "edit", "values": values})

    assert boss.patch(f"{ORDERS}/{number}", json={"version": version(), "payment": "by card"}).is_success
    assert edit({"payment": "in cash"}).json()["done"] == 1
    brought = bring(boss, "code,payment\nA,by wire", mode="update", key="code")
    assert brought["updated"] == 1, brought
    assert boss.get(f"{ORDERS}/{number}").json()["payment"] == "by wire"

    assert boss.patch(f"{ORDERS}/{number}", json={"version": version(), "subject": "x"}).status_code == 422
    assert edit({"subject": "x"}).status_code == 422
    assert bring(boss, "code,subject\nA,x", mode="update", key="code")["bad"] == 1
    pressed = boss.post(f"{ORDERS}/{number}/press/close", json={"version": version()})
    assert (pressed.status_code, codes(pressed)) == (403, ["record_held"])


def test_what_a_node_requires_is_demanded_however_it_is_approved(office: Desk) -> None:
    number = office.order()
    begin(office, "blind", number)
    task = office.task(office.boss)["task"]

    alone = office.boss.post(f"/api/tasks/{task}/approve", json={})
    assert (alone.status_code, codes(alone)) == (422, ["required"])
    many = office.boss.post("/api/tasks/approve", json={"tasks": [task]}).json()
    assert (many["done"], list(many["refused"])) == ([], [str(task)])
    wiped = {"values": {"payment": None}, "record_version": 1}
    assert office.boss.post(f"/api/tasks/{task}/approve", json=wiped).status_code == 422
    filled = {"values": {"payment": "cash"}, "record_version": 1}
    assert office.boss.post(f"/api/tasks/{task}/approve", json=filled).is_success
