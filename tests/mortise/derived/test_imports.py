"""An import whose rows were made ready while somebody else was still writing."""

import asyncio
from pathlib import Path

from mortise.db.database import Database
from mortise.records.creation import create_record
from mortise.records.patching import patch_record
from tests.mortise.imports.conftest import Importing
from tests.mortise.records.conftest import give_roles, set_up
from tests.mortise.records.sales import SALES
from tests.mortise.records.test_computed import wrong

WAITING = (
    "SELECT count(*) AS waiting FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def test_what_records_are_computed_from_is_what_stands_there_when_they_are_brought_in(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    sales = await set_up(database, database_url, SALES)
    await give_roles(sales)
    importing = Importing(sales, tmp_path)
    account = await sales.create("manager", "account", name="One", industry="steel")
    await importing.begin("manager", "deal", b"name,account\nA,One\nB,One\n")

    async with database.transaction() as tx:
        context = sales.context("manager")
        await patch_record(tx, context, "account", account["id"], 1, {"industry": "wood"})
        task = asyncio.ensure_future(importing.worker().drain())
        waiting = 0
        while not waiting and not task.done():
            waiting = (await sales.fetch(WAITING))[0]["waiting"]
    await task

    deals = (await sales.page("manager", "deal"))["items"]
    assert [deal["account_industry"] for deal in deals] == ["wood", "wood"]
    assert await wrong(sales) == []


async def test_rows_that_are_made_at_once_take_the_numbers_behind_those_that_somebody_is_taking(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    sales = await set_up(database, database_url, SALES)
    await give_roles(sales)
    importing = Importing(sales, tmp_path)
    number = await importing.begin("manager", "deal", b"name\nB\nC\n", when_bad="skip")

    async with database.transaction() as tx:
        await create_record(tx, sales.context("manager"), "deal", {"name": "A"})
        task = asyncio.ensure_future(importing.worker().drain())
        waiting = 0
        while not waiting and not task.done():
            waiting = (await sales.fetch(WAITING))[0]["waiting"]
    await task

    told = await importing.told("manager", "deal", number)
    made = await sales.fetch("SELECT name, code FROM app_sales.deal ORDER BY code")
    assert (told["state"], told["created"]) == ("done", 2)
    assert [tuple(row) for row in made] == [("A", "D-2026-0001"), ("B", "D-2026-0002"), ("C", "D-2026-0003")]
