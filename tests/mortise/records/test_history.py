"""What happened to a record, cut to what the person may read."""

from typing import Any, cast

import pytest

from mortise.errors import NotFound
from mortise.records.history import history
from mortise.records.preview import preview
from tests.mortise.records.conftest import SEAL, Sales


async def entries(sales: Sales, login: str, number: int) -> list[dict[str, object]]:
    async with sales.database.read() as reader:
        page = await history(reader, sales.context(login), "deal", number, None, SEAL)
    items = page["items"]
    assert isinstance(items, list)
    return items


async def test_changes_come_newest_first_with_names_for_ids(sales: Sales) -> None:
    account = await sales.create("north", "account", name="One")
    deal = await sales.create("north", "deal", name="Bridge")
    await sales.patch("north", "deal", deal, account=account["id"], probability=10)

    newest, oldest = await entries(sales, "north", deal["id"])

    assert (newest["action"], oldest["action"]) == ("update", "create")
    assert newest["actor"] == {"id": sales.people["north"], "title": "Zhang Wei"}
    assert {"field": "account", "old": None, "new": {"id": account["id"], "title": "One"}} in newest[
        "changes"
    ]  # type: ignore[operator]  # a list
    assert {"field": "probability", "old": None, "new": 10} in newest["changes"]  # type: ignore[operator]  # a list


async def test_what_is_older_stands_below_also_where_it_was_written_later(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")
    for step in range(1, 61):
        deal = await sales.patch("north", "deal", deal, probability=step)
    await sales.fetch(
        "UPDATE mortise.record_change SET at = at - make_interval(days => 3 * (new->>'probability')::int)"
        " WHERE record_id = $1 AND action = 'update'",
        deal["id"],
    )

    async with sales.database.read() as reader:
        context = sales.context("north")
        first = await history(reader, context, "deal", deal["id"], None, SEAL)
        second = await history(reader, context, "deal", deal["id"], str(first["next"]), SEAL)

    told = [*cast(Any, first["items"]), *cast(Any, second["items"])]
    assert (len(cast(Any, first["items"])), second["next"]) == (50, None)
    assert [entry["changes"][0]["new"] for entry in told if entry["action"] == "update"] == list(range(1, 61))
    assert told[0]["action"] == "create"


async def test_hidden_fields_leave_no_word_in_the_history(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")
    await sales.patch("manager", "deal", deal, margin_note="CANARY")

    seen = await entries(sales, "north", deal["id"])

    assert "CANARY" not in repr(seen)
    assert "margin_note" not in repr(seen)
    assert "CANARY" in repr(await entries(sales, "manager", deal["id"]))


async def test_the_history_of_an_unseen_record_is_not_there(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(NotFound):
        await entries(sales, "south", deal["id"])


async def test_a_preview_begins_a_record_with_its_defaults(sales: Sales) -> None:
    async with sales.database.read() as reader:
        begun = await preview(reader, sales.context("north"), "deal", {"values": {}})

    values = begun["values"]
    assert isinstance(values, dict)
    assert (values["stage"], values["seller"]) == ("open", sales.people["north"])
    assert begun["issues"] == []
    assert begun["titles"] == {"person": {str(sales.people["north"]): "Zhang Wei"}}


async def test_a_preview_computes_and_tells_every_problem_without_writing(sales: Sales) -> None:
    given = {"name": "x", "hot": True, "probability": 300, "lines": [{"quantity": 2, "price": "4"}]}
    async with sales.database.read() as reader:
        shown = await preview(reader, sales.context("north"), "deal", {"values": given})

    values, issues = shown["values"], shown["issues"]
    assert isinstance(values, dict)
    assert isinstance(issues, list)
    assert (values["lines"][0]["amount"], values["total"]) == ("8.00", "8.00")
    assert {issue["pointer"] for issue in issues} == {"/probability", "/closes_on"}
    assert await sales.fetch("SELECT 1 FROM app_sales.deal") == []


async def test_a_preview_fills_the_gaps_of_conditions_that_the_browser_cannot_compute(sales: Sales) -> None:
    account = await sales.create("north", "account", name="One", industry="steel")
    async with sales.database.read() as reader:
        shown = await preview(
            reader, sales.context("north"), "deal", {"values": {"name": "x", "account": account["id"]}}
        )

    slots = shown["slots"]
    assert isinstance(slots, dict)
    assert "steel" in slots.values()
