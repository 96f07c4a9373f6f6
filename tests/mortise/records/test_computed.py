"""Values computed of other records follow every write, whatever happens to the links between."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from mortise.db.database import Database
from mortise.db.statements import Statement
from mortise.errors import Invalid, Stale
from mortise.records.removal import delete_record, restore_record
from tests.mortise.records.conftest import Sales

WRITERS = 30
TURNS = 1


async def wrong(sales: Sales) -> list[tuple[str, str]]:
    """Computed columns that differ from a computation from scratch."""
    schema = sales.app.schema
    found = []
    for table, source in schema.sources.items():
        for key, field in source.fields.items():
            if field.computation() is not None and field.stored:
                verify = schema.recomputation.verify(table, key)
                async with sales.database.read() as reader:
                    values = {**sales.context("manager").binds, "after": 0, "most": 10}
                    if await reader.fetch(Statement(verify), values):
                        found.append((table, key))
    return found


async def test_a_sum_over_links_follows_creation_change_and_moving(sales: Sales) -> None:
    one = await sales.create("manager", "account", name="One")
    two = await sales.create("manager", "account", name="Two")
    deal = await sales.create(
        "manager", "deal", name="D", stage="won", account=one["id"], lines=[{"quantity": 2, "price": "10"}]
    )

    after_creation = await sales.get("manager", "account", one["id"])
    deal = await sales.patch("manager", "deal", deal, lines=[{"quantity": 3, "price": "10"}])
    after_change = await sales.get("manager", "account", one["id"])
    deal = await sales.patch("manager", "deal", deal, account=two["id"])
    left, reached = [await sales.get("manager", "account", item["id"]) for item in (one, two)]

    assert (after_creation["won_total"], after_creation["deal_count"]) == ("20.00", 1)
    assert after_creation["label_text"] == "One (1)"
    assert after_change["won_total"] == "30.00"
    assert (left["won_total"], left["deal_count"]) == (None, 0)
    assert (reached["won_total"], reached["deal_count"]) == ("30.00", 1)
    assert await wrong(sales) == []


async def test_computed_changes_leave_version_and_writer_alone_and_are_logged(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")

    await sales.create("north", "deal", name="D", account=None)
    await sales.create("manager", "deal", name="D", account=account["id"])

    now = await sales.get("manager", "account", account["id"])
    assert (now["version"], now["updated_by"], now["deal_count"]) == (1, account["updated_by"], 1)
    log = await sales.fetch(
        "SELECT cause ->> 'reason' AS reason, old, new, version FROM mortise.record_change "
        "WHERE form = 'account' AND action = 'computed'"
    )
    assert [tuple(row) for row in log] == [
        (
            "computed",
            '{"deal_count": 0, "label_text": "One (0)"}',
            '{"deal_count": 1, "label_text": "One (1)"}',
            None,
        )
    ]


async def test_a_value_read_through_a_link_follows_the_linked_record(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One", industry="steel")
    deal = await sales.create("manager", "deal", name="D", account=account["id"])
    assert deal["account_industry"] == "steel"
    account = await sales.get("manager", "account", account["id"])

    await sales.patch("manager", "account", account, industry="wood")

    assert (await sales.get("manager", "deal", deal["id"]))["account_industry"] == "wood"


async def test_deletion_and_return_are_followed(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")
    deal = await sales.create(
        "manager", "deal", name="D", stage="won", account=account["id"], lines=[{"quantity": 1, "price": "7"}]
    )
    context = sales.context("manager")

    await sales.run(lambda tx: delete_record(tx, context, "deal", deal["id"]))
    deleted = await sales.get("manager", "account", account["id"])
    await sales.run(lambda tx: restore_record(tx, context, "deal", deal["id"]))
    restored = await sales.get("manager", "account", account["id"])

    assert (deleted["won_total"], deleted["deal_count"]) == (None, 0)
    assert (restored["won_total"], restored["deal_count"]) == ("7.00", 1)
    assert await wrong(sales) == []


async def test_writers_of_one_sum_from_all_sides_neither_fail_nor_lose(
    sales: Sales, database_url: str
) -> None:
    """Thirty write deals that move between accounts, thirty the accounts that the deals read and are summed up in."""
    accounts = [await sales.create("manager", "account", name=f"A{number}") for number in range(3)]
    crowd = await Database.connect(database_url, size=2 * WRITERS)
    each = replace(sales, database=crowd)

    deals = [
        await sales.create(
            "manager",
            "deal",
            name=f"D{number}",
            stage="won",
            account=accounts[number % 3]["id"],
            lines=[{"quantity": 1, "price": "1"}],
        )
        for number in range(WRITERS)
    ]

    async def move(number: int) -> None:
        deal = deals[number]
        for turn in range(1, TURNS + 1):
            deal = await each.patch("manager", "deal", deal, account=accounts[(number + turn) % 3]["id"])

    async def rename(number: int) -> None:
        turn = 0
        while turn < TURNS:
            account = await each.get("manager", "account", accounts[number % 3]["id"])
            with suppress(Stale):
                await each.patch("manager", "account", account, industry=f"i{number} {turn}")
                turn += 1

    await asyncio.gather(*(write(number) for number in range(WRITERS) for write in (move, rename)))
    await crowd.close()

    totals = await sales.fetch(
        "SELECT sum(won_total) AS won, sum(deal_count) AS deals, sum(version) AS version FROM app_sales.account"
    )
    assert (totals[0]["won"], totals[0]["deals"]) == (WRITERS, WRITERS)
    assert totals[0]["version"] == len(accounts) + WRITERS * TURNS
    assert await wrong(sales) == []


async def test_two_hundred_creations_at_once_get_numbers_without_a_double(sales: Sales) -> None:
    async def create(number: int) -> object:
        given = {"name": "x"} if number % 5 else {"stage": "nonsense"}
        try:
            return (await sales.create("north", "deal", **given))["code"]
        except Invalid:
            return None

    found = [code for code in await asyncio.gather(*(create(number) for number in range(200))) if code]

    assert len(found) == len(set(found)) == 160
    assert max(str(code) for code in found) == "D-2026-0160"
