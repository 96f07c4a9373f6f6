"""A save that dies at any statement leaves all of it or nothing."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from mortise.db.database import Database
from mortise.db.failpoints import STATEMENT, FailpointError, failing
from mortise.definitions.published import compile_app
from mortise.identity.facts import read_principal
from mortise.records.removal import delete_record, restore_record
from tests.forking import doomed
from tests.looking import later_looks
from tests.mortise.records.conftest import ROLES, Sales
from tests.mortise.records.sales import SALES
from tests.mortise.records.test_computed import wrong

LINES = [{"quantity": 2, "price": "10"}, {"quantity": 1, "price": "5"}]

EVERYTHING = """
    SELECT 'account', to_jsonb(a)::text FROM app_sales.account a
    UNION ALL SELECT 'deal', to_jsonb(d)::text FROM app_sales.deal d
    UNION ALL SELECT 'line', to_jsonb(l)::text FROM app_sales.deal__lines l
    UNION ALL SELECT 'change', to_jsonb(c)::text FROM mortise.record_change c
    UNION ALL SELECT 'counter', to_jsonb(c)::text FROM mortise.counter c
    UNION ALL SELECT 'outbox', to_jsonb(o)::text FROM mortise.outbox o
    ORDER BY 1, 2
"""
INVARIANTS = {
    "sums that are not those of their rows": """
        SELECT d.id FROM app_sales.deal d LEFT JOIN app_sales.deal__lines l ON l.parent = d.id
        GROUP BY d.id, d.total HAVING d.total IS DISTINCT FROM sum(l.quantity * l.price)
    """,
    "deals whose changes are not all logged": """
        SELECT d.id FROM app_sales.deal d
        LEFT JOIN mortise.record_change c ON c.form = 'deal' AND c.record_id = d.id AND c.action <> 'computed'
        GROUP BY d.id, d.version HAVING count(c.id) <> d.version OR max(c.version) <> d.version
    """,
    "changes of deals that are not there": """
        SELECT id FROM mortise.record_change
        WHERE form = 'deal' AND record_id NOT IN (SELECT id FROM app_sales.deal)
    """,
    "numbers that no deal has": """
        SELECT 1 FROM mortise.counter HAVING coalesce(sum(value), 0) <> (SELECT count(*) FROM app_sales.deal)
    """,
}
OPEN = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"


async def check(sales: Sales) -> None:
    for name, sql in INVARIANTS.items():
        assert await sales.fetch(sql) == [], name
    assert await wrong(sales) == []


@pytest.mark.parametrize("deed", ["create", "patch", "delete", "restore"])
async def test_a_save_that_fails_before_any_statement_leaves_nothing(sales: Sales, deed: str) -> None:
    account = await sales.create("manager", "account", name="One")
    values = {"stage": "won", "account": account["id"], "lines": LINES}
    deal = await sales.create("manager", "deal", name="D", **values)
    context = sales.context("manager")
    if deed == "restore":
        await sales.run(lambda tx: delete_record(tx, context, "deal", deal["id"]))
    deeds: dict[str, Callable[[], Awaitable[object]]] = {
        "create": lambda: sales.create("manager", "deal", name="E", **values),
        "patch": lambda: sales.patch("manager", "deal", deal, name="F", lines=LINES[:1]),
        "delete": lambda: sales.run(lambda tx: delete_record(tx, context, "deal", deal["id"])),
        "restore": lambda: sales.run(lambda tx: restore_record(tx, context, "deal", deal["id"])),
    }
    before = await sales.fetch(EVERYTHING)

    passage = 1
    while True:
        with failing(STATEMENT, passage) as place, suppress(FailpointError):
            await deeds[deed]()
        if place.remaining > 0:
            break
        assert await sales.fetch(EVERYTHING) == before, passage
        assert await sales.fetch(OPEN) == []
        passage += 1

    assert passage > 2
    assert await sales.fetch(EVERYTHING) != before
    await check(sales)


async def reopen(url: str) -> Sales:
    """The application as another process finds it."""
    database = await Database.connect(url)
    async with database.read() as reader:
        row = await reader._connection.fetchrow("SELECT id FROM mortise.app WHERE key = 'sales'")
        assert row is not None
        found = await reader._connection.fetch("SELECT id, login FROM mortise.person")
        people = {each["login"]: each["id"] for each in found}
        principals = {}
        for login, number in people.items():
            principal = await read_principal(reader, number, 1)
            principals[login] = replace(principal, roles={"sales": frozenset({ROLES[login]})})
    return Sales(database, url, compile_app(row["id"], 1, SALES), people, {}, principals)


async def save_on(url: str) -> None:
    """Several people save at once, until they are killed."""
    sales = await reopen(url)

    async def work(number: int) -> None:
        while True:
            deal = await sales.create("manager", "deal", name="D", stage="won", account=number, lines=LINES)
            deal = await sales.patch("manager", "deal", deal, lines=LINES[:1], account=number % 3 + 1)
            await sales.patch("manager", "deal", deal, stage="lost")

    await asyncio.gather(*(work(number) for number in (1, 2, 3)))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_people_whose_server_is_killed_while_they_save_find_everything_in_order(
    sales: Sales, seed: int
) -> None:
    for name in ("One", "Two", "Three"):
        await sales.create("manager", "account", name=name)
    passage = random.Random(seed).randint(40, 160)
    with doomed(save_on, sales.url, failpoint=f"{STATEMENT}:{passage}") as saving:
        assert await asyncio.to_thread(saving.wait) == -signal.SIGKILL, saving.complained()

    async for _ in later_looks():
        at_work = await sales.fetch(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if not at_work:
            break
    assert await sales.fetch("SELECT 1 FROM app_sales.deal") != []
    await check(sales)
