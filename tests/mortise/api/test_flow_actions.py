"""What a flow does to records that belong to its own: by the same rules as every other door, and all of them at
once."""

from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from mortise.identity.first_start import SampleCompany
from tests.conftest import Server
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed
from tests.mortise.api.test_flow_storms import LABEL
from tests.mortise.api.test_flows import ORDERS, Desk, codes, staffed

CUSTOMERS = "/api/apps/orders/forms/customer/records"
FOLDER = Path(__file__).parents[2] / "apps" / "orders" / "forms"
UPDATE: dict[str, Any] = {"kind": "update_records"}


def flow(key: str, form: str, *actions: dict[str, Any]) -> bytes:
    nodes = [
        {"kind": "start", "key": "start", "next": "do"},
        {"kind": "act", "key": "do", "actions": actions, "next": "end"},
        {"kind": "end", "key": "end"},
    ]
    return orjson.dumps({"key": key, "label": LABEL, "form": form, "nodes": nodes})


def form(name: str, *fields: dict[str, Any], **more: object) -> bytes:
    """A form of the application with more fields."""
    read = orjson.loads((FOLDER / f"{name}.json").read_bytes())
    return orjson.dumps({**read, **more, "fields": [*read["fields"], *fields]})


FILES = {
    "forms/customer.json": form(
        "customer",
        {"kind": "number", "key": "limit", "label": LABEL},
        {
            "kind": "rollup",
            "key": "total",
            "label": LABEL,
            "source": "orders",
            "field": "amount",
            "aggregate": "sum",
        },
    ),
    "forms/order.json": form(
        "order",
        {"kind": "formula", "key": "doubled", "label": LABEL, "formula": "amount * 2"},
        validations=[{"key": "small", "condition": 'NOT(note = "forbidden")', "message": LABEL}],
    ),
    "flows/close.json": flow(
        "close",
        "customer",
        UPDATE
        | {
            "source": "orders",
            "filter": 'AND(stage = "draft", amount < RECORD.limit)',
            "fields": [{"field": "amount", "value": "limit"}, {"field": "note", "value": "name"}],
        },
    ),
    "flows/grade.json": flow(
        "grade",
        "order",
        UPDATE
        | {
            "source": "customer",
            "filter": "ISBLANK(grade)",
            "fields": [{"field": "grade", "value": 'IF(amount > 1000, "a", "b")'}],
        },
    ),
}


@pytest.fixture
def desk(sign_in: SignIn, company: SampleCompany) -> Desk:
    return staffed(sign_in, company, packed("orders", **FILES))


def begin(client: httpx.Client, flow: str, record: int) -> httpx.Response:
    return client.post(f"/api/apps/orders/flows/{flow}/instances", json={"record": record})


def customer(desk: Desk, **values: object) -> int:
    made = desk.manager.post(CUSTOMERS, json={"name": "Dahua", **values})
    assert made.status_code == 201, made.text
    return int(made.json()["id"])


def order(desk: Desk, number: int) -> dict[str, Any]:
    return dict(desk.manager.get(f"{ORDERS}/{number}").json())


def test_all_records_that_link_to_one_and_meet_a_condition_are_changed_and_what_follows_is_computed(
    desk: Desk, server: Server
) -> None:
    owner = customer(desk, limit=700)
    others = [desk.order(customer=customer(desk, limit=700), amount=10)]
    few = [desk.order(customer=owner, amount=amount) for amount in (10, 699, 700)]
    few += [desk.order(customer=owner, amount=20, stage="asked")]

    begun = begin(desk.manager, "close", owner)

    assert begun.json()["state"] == "approved", begun.text
    found = [order(desk, number) for number in (*few, *others)]
    assert [(each["amount"], each["doubled"], each["note"]) for each in found] == [
        ("700.00", "1400.00", "Dahua"),
        ("700.00", "1400.00", "Dahua"),
        ("700.00", "1400.00", None),
        ("20.00", "40.00", None),
        ("10.00", "20.00", None),
    ]
    assert desk.manager.get(f"{CUSTOMERS}/{owner}").json()["total"] == "2120.00"
    changes = desk.manager.get(f"{ORDERS}/{few[0]}/history").json()["items"]
    assert changes[0]["cause"]["flow"] == "close"
    # A change of the amount begins another flow, but not where a flow made it.
    assert desk.manager.get("/api/tasks").json()["items"] == []

    many = customer(desk, limit=700)
    for _ in range(9):
        desk.order(customer=many, amount=10)
    assert begin(desk.manager, "close", many).status_code == 201
    first, second = (
        each for each in server.requests("/api/apps/orders/flows/close/instances") if each["status"] == 201
    )
    assert first["statements"] == second["statements"]


def test_what_a_record_links_to_is_changed_where_the_condition_holds(desk: Desk) -> None:
    blank, graded = customer(desk), customer(desk, grade="b")

    for number in (blank, graded, None):
        begun = begin(desk.clerk, "grade", desk.order(customer=number, amount=5000))
        assert begun.json()["state"] == "approved", begun.text

    grades = [desk.manager.get(f"{CUSTOMERS}/{number}").json()["grade"] for number in (blank, graded)]
    assert grades == ["a", "b"]


def test_nothing_is_changed_where_one_of_the_records_refuses(desk: Desk) -> None:
    owner = customer(desk, name="forbidden", limit=700)
    numbers = [desk.order(customer=owner, amount=10) for _ in range(2)]

    refused = begin(desk.manager, "close", owner)

    assert refused.status_code == 422, refused.text
    assert codes(refused) == ["validation", "validation"]
    assert [order(desk, number)["amount"] for number in numbers] == ["10.00", "10.00"]
    assert desk.manager.get("/api/tasks?list=started").json()["items"] == []
