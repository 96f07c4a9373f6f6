"""Many records are made by one request: as one after the other, whole or only the good ones, in as many statements for
one as for hundreds."""

from collections.abc import Mapping
from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.errors import Forbidden
from tests.mortise.records.conftest import Sales
from tests.mortise.records.test_bulk import bulk, codes, refused, stored


async def make(sales: Sales, login: str, *given: Mapping[str, object], **more: object) -> dict[str, Any]:
    return await bulk(
        sales, login, "deal", action="create", records=[{"values": each} for each in given], **more
    )


def bare(item: Mapping[str, Any]) -> dict[str, Any]:
    """A record without what differs between two that were made alike."""
    return {
        key: value for key, value in item.items() if key not in {"id", "code", "created_at", "updated_at"}
    }


async def test_records_made_at_once_are_what_they_are_made_one_after_the_other(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="A")
    given: list[dict[str, object]] = [
        {"name": "first", "account": account["id"], "probability": 50, "tags": ["won"]},
        {"name": "second", "stage": "won", "budget": "12.50", "closes_on": "2027-01-01"},
        {"name": "third", "account": account["id"], "meets_at": "2027-01-01T08:00:00+08:00"},
    ]
    alone = [await sales.create("manager", "deal", **values) for values in given]

    answer = await make(sales, "manager", *given)

    assert (answer["count"], answer["done"], answer["refused"]) == (3, 3, [])
    assert [item["title"] for item in answer["records"]] == ["first", "second", "third"]
    assert [item["id"] for item in answer["records"]] == [alone[-1]["id"] + place for place in (1, 2, 3)]
    for one, other in zip(alone, answer["records"], strict=True):
        assert bare(await sales.get("manager", "deal", other["id"])) == bare(
            await sales.get("manager", "deal", one["id"])
        )
    log = await sales.fetch(
        "SELECT action, old, new->>'name' AS name, batch_id, cause->>'reason' AS reason FROM mortise.record_change "
        "WHERE form = 'deal' ORDER BY record_id"
    )
    assert [tuple(row) for row in log[3:]] == [
        ("create", None, name, answer["batch"], "bulk") for name in ("first", "second", "third")
    ]
    told = await sales.fetch(
        "SELECT count(told_in) FROM mortise.record_change WHERE action = 'create' AND form = 'deal'"
    )
    assert told[0][0] == 6


async def test_one_bad_record_leaves_all_unmade_unless_the_good_ones_are_asked_for(sales: Sales) -> None:
    before = await stored(sales)
    bad = {"name": None, "probability": "x"}

    found = await refused(
        sales, "north", "deal", action="create", records=[{"values": {"name": "a"}}, {"values": bad}]
    )

    assert codes(found) == [
        ("not_number", "/records/1/values/probability"),
        ("required", "/records/1/values/name"),
    ]
    assert await stored(sales) == before
    answer = await make(sales, "north", {"name": "a"}, bad, {"name": "c"}, partial=True)
    assert [item["title"] for item in answer["records"]] == ["a", "c"]
    assert [(each["place"], each["id"]) for each in answer["refused"]] == [(1, None)]
    numbers = [item["code"] for item in answer["records"]]
    after = await sales.create("north", "deal", name="d")
    everything = [int(text.rpartition("-")[2]) for text in (*numbers, after["code"])]
    assert everything == list(range(everything[0], everything[0] + 3))


async def test_a_preview_makes_nothing(sales: Sales) -> None:
    before = await stored(sales)

    answer = await make(sales, "north", {"name": "a"}, {"name": ""}, preview=True)

    assert (answer["done"], answer["refused_count"]) == (1, 1)
    assert await stored(sales) == before


async def test_who_may_not_create_makes_none(sales: Sales) -> None:
    with pytest.raises(Forbidden):
        await bulk(sales, "north", "product", action="create", records=[{"values": {"name": "a"}}])

    found = await refused(
        sales, "north", "deal", action="create", records=[{"values": {"name": "a", "margin_note": "x"}}]
    )

    assert codes(found) == [("unknown_field", "/records/0/values/margin_note")]


async def test_a_hundred_take_as_many_statements_as_one(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="A")
    counts = []
    for count in (1, 100):
        given = [{"name": f"D{place}", "account": account["id"]} for place in range(count)]
        with counting() as counted:
            await make(sales, "manager", *given)
        counts.append(counted.statements)

    assert counts[0] == counts[1]
