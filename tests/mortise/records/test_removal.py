"""Records go into the recycle bin with what belongs to them, and come back together."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from mortise.db.database import Database
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.removal import delete_record, restore_record
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.sales import SALES, scopes


async def delete(
    sales: Sales, login: str, form: str, number: int, version: int | None = None
) -> dict[str, object]:
    context = sales.context(login)
    return await sales.run(lambda tx: delete_record(tx, context, form, number, version))


async def restore(sales: Sales, login: str, form: str, number: int) -> None:
    context = sales.context(login)
    await sales.run(lambda tx: restore_record(tx, context, form, number))


async def test_a_deleted_record_is_gone_and_comes_back_as_it_was(sales: Sales) -> None:
    deal = await sales.create("manager", "deal", name="Bridge", probability=50)

    await delete(sales, "manager", "deal", deal["id"])
    with pytest.raises(NotFound):
        await sales.get("manager", "deal", deal["id"])
    in_bin = (await sales.page("manager", "deal", deleted=True))["items"]
    await restore(sales, "manager", "deal", deal["id"])

    assert [item["title"] for item in in_bin] == ["Bridge"]
    assert in_bin[0]["deleted_at"] is not None
    restored = await sales.get("manager", "deal", deal["id"])
    assert {key for key in deal if deal[key] != restored[key]} == {"version"}
    log = await sales.fetch("SELECT action FROM mortise.record_change WHERE form = 'deal' ORDER BY id")
    assert [row["action"] for row in log] == ["create", "delete", "restore"]


async def test_a_cascade_goes_and_returns_as_one(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")
    first = await sales.create("manager", "deal", name="First", account=account["id"])
    second = await sales.create("manager", "deal", name="Second", account=account["id"])
    await delete(sales, "manager", "deal", first["id"])

    await delete(sales, "manager", "account", account["id"])
    gone = await sales.titles("manager", "deal")
    await restore(sales, "manager", "account", account["id"])

    assert gone == []
    assert await sales.titles("manager", "deal") == ["Second"]
    batches = await sales.fetch(
        "SELECT count(*) FROM mortise.record_change WHERE action = 'delete' GROUP BY batch_id ORDER BY 1"
    )
    assert [row["count"] for row in batches] == [1, 2]
    assert second["id"] != first["id"]


async def test_a_link_that_blocks_keeps_its_record(sales: Sales) -> None:
    parent = await sales.create("manager", "account", name="Parent")
    child = await sales.create("manager", "account", name="Child", parent_account=parent["id"])

    with pytest.raises(Invalid) as refused:
        await delete(sales, "manager", "account", parent["id"])
    await delete(sales, "manager", "account", child["id"])
    await delete(sales, "manager", "account", parent["id"])

    assert [(issue.code, issue.params["count"]) for issue in refused.value.issues] == [("delete_blocked", 1)]


async def test_a_link_to_a_deleted_record_reads_as_blank_and_returns(sales: Sales) -> None:
    product = await sales.create("manager", "product", name="Beam", price="10")
    deal = await sales.create("manager", "deal", name="D", lines=[{"product": product["id"], "quantity": 1}])

    await delete(sales, "manager", "product", product["id"])
    without = await sales.get("manager", "deal", deal["id"])
    await restore(sales, "manager", "product", product["id"])

    assert without["lines"][0]["product"] is None
    assert (await sales.get("manager", "deal", deal["id"]))["lines"][0]["product"] == product["id"]


async def test_deleting_needs_the_right_and_the_record(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(Forbidden):
        await delete(sales, "north", "deal", deal["id"])
    with pytest.raises(NotFound):
        await delete(sales, "south", "deal", deal["id"])
    with pytest.raises(NotFound):
        await restore(sales, "manager", "deal", deal["id"])


async def test_a_restored_record_whose_unique_value_is_taken_stays_in_the_bin(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")
    await delete(sales, "manager", "account", account["id"])
    await sales.create("manager", "account", name="One")

    with pytest.raises(Invalid) as refused:
        await restore(sales, "manager", "account", account["id"])

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("already_exists", "/name")]


async def test_the_bin_tells_who_deleted_what_the_last_first(sales: Sales) -> None:
    for name in ("Bridge", "Tower", "Dam"):
        await sales.create("manager", "deal", name=name)
    numbers = {item["title"]: item["id"] for item in (await sales.page("manager", "deal"))["items"]}
    for minutes, name in enumerate(("Tower", "Dam", "Bridge")):
        sales.now += timedelta(minutes=minutes)
        await delete(sales, "manager", "deal", numbers[name])

    first = await sales.page("manager", "deal", deleted=True, limit=2)
    second = await sales.page("manager", "deal", deleted=True, limit=2, cursor=first["next"])

    assert [item["title"] for item in (*first["items"], *second["items"])] == ["Bridge", "Dam", "Tower"]
    assert first["items"][0]["deleted_by"] == {"id": sales.people["manager"], "title": "Liu Yang"}


async def test_what_keeps_a_record_is_not_named_to_whoever_may_not_see_it(
    database: Database, database_url: str
) -> None:
    document: Any = deepcopy(dict(SALES))
    link = next(field for field in document["forms"][2]["fields"] if field["key"] == "account")
    link["on_delete"] = "block"
    customers, _, products = document["roles"][0]["grants"]
    customers["scopes"] |= scopes("delete", kind="all")
    document["roles"][0]["grants"] = [customers, products]
    sales = await set_up(database, database_url, document)
    account = await sales.create("north", "account", name="Kept")
    await sales.create("manager", "deal", name="Hidden", account=account["id"])

    refused = []
    for login in ("north", "manager"):
        with pytest.raises(Invalid) as found:
            await delete(sales, login, "account", account["id"])
        refused.append([(issue.code, issue.pointer, dict(issue.params)) for issue in found.value.issues])

    assert refused[0] == [("delete_blocked_elsewhere", "", {})]
    assert [code for code, _, _ in refused[1]] == ["delete_blocked"]


async def test_what_goes_along_is_counted_for_whoever_may_see_it(
    database: Database, database_url: str
) -> None:
    document: Any = deepcopy(dict(SALES))
    customers, _, products = document["roles"][0]["grants"]
    customers["scopes"] |= scopes("delete", kind="all")
    document["roles"][0]["grants"] = [customers, products]
    sales = await set_up(database, database_url, document)
    account = await sales.create("north", "account", name="Gone")
    await sales.create("manager", "deal", name="Hidden", account=account["id"])
    asked = read_bulk({"action": "delete", "ids": [account["id"]], "preview": True})

    async with sales.database.read() as reader:
        looked = await change_many(reader, sales.context("north"), "account", asked)
    gone = await delete(sales, "north", "account", account["id"])

    assert looked["along"] == {}
    assert gone["deleted"] == {"account": 1}
