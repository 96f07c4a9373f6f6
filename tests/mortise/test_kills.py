"""Servers and workers killed on the way, as processes of their own: the next one finds everything in order."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from mortise.db.database import Database
from mortise.db.failpoints import STATEMENT
from mortise.definitions.applications import add_app
from mortise.imports.starting import file_of
from tests.forking import Forked, command
from tests.looking import later_looks
from tests.mortise.imports.conftest import Importing
from tests.mortise.publishing.conftest import Workshop, application
from tests.mortise.publishing.test_publish import PLACE, VISIT, columns, field
from tests.mortise.records.conftest import Sales, set_up, sign_in
from tests.mortise.records.sales import SALES
from tests.mortise.records.test_http import DEALS
from tests.mortise.records.test_kills import LINES, OPEN, check
from tests.mortise.test_cli import free_port

WRITERS = 4
IMPORTED = 1_200
MANY = 50_001
"""More rows than a switch works through."""
ROWS = [{"kind": "number", "key": "cost", "label": {"en": "Cost"}}]
PASSWORD = "Grünkohl-7-mit-Pinkel"

AT_WORK = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend' AND (xact_start IS NOT NULL OR state LIKE 'idle in%')"
)
"""Who is in a transaction; of one that the end of a connection undoes only the state still tells."""
STATE = "SELECT state FROM mortise.{} ORDER BY id DESC LIMIT 1 FOR SHARE"
"""How the latest import or publication stands; whoever is writing that down is waited for."""
STAGED = "SELECT tablename FROM pg_tables WHERE tablename LIKE $1"
LET_GO = "UPDATE mortise.outbox SET lease_until = NULL WHERE done_at IS NULL"
"""The lease of a dead worker, as if its minute were over."""


def process(data: Path, url: str, *arguments: str, **more: str) -> Forked:
    """A command at work on a database."""
    return command(data, *arguments, MORTISE_DATABASE_URL=url, MORTISE_ADMIN_PASSWORD=PASSWORD, **more)


@asynccontextmanager
async def doomed_server(data: Path, url: str, place: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that has died at the place by the end of the block, and not before it served."""
    port = free_port()
    with process(
        data, url, "serve", "--no-worker", MORTISE_PORT=str(port), MORTISE_FAILPOINT=place
    ) as running:
        headers = {"Sec-Fetch-Site": "same-origin"}
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60
        ) as client:
            async for _ in later_looks():
                assert running.poll() is None, "the server died before it served"
                with suppress(httpx.ConnectError):
                    await client.get("/health")
                    break
            yield client
        assert await asyncio.to_thread(running.wait) == -signal.SIGKILL


async def killed_worker(data: Path, url: str, place: str) -> None:
    """A worker that takes what waits, and dies at the place."""
    with process(data, url, "worker", MORTISE_FAILPOINT=place) as running:
        assert await asyncio.to_thread(running.wait) == -signal.SIGKILL


async def quiet(sales: Sales) -> None:
    """Waits until the database has noticed the death: what was open is undone."""
    async for _ in later_looks():
        if not await sales.fetch(AT_WORK):
            break
    assert await sales.fetch(OPEN) == []


@pytest.fixture
async def sales(database: Database, database_url: str) -> Sales:
    found = await set_up(database, database_url, SALES)
    await sign_in(found)
    for name in ("One", "Two", "Three"):
        await found.create("manager", "account", name=name)
    return found


async def save_until_it_ends(client: httpx.AsyncClient) -> dict[int, int]:
    """Several people save until nobody answers; the records that they were told of, and their versions."""
    told: dict[int, int] = {}
    client.cookies.set("sid", "session of manager")

    async def write(number: int) -> None:
        while True:
            values = {"name": "D", "stage": "won", "account": number % 3 + 1, "lines": LINES}
            made = (await client.post(DEALS, json=values)).raise_for_status().json()
            told[made["id"]] = 1
            moved = {"version": 1, "account": (number + 1) % 3 + 1, "lines": made["lines"][:1]}
            (await client.patch(f"{DEALS}/{made['id']}", json=moved)).raise_for_status()
            told[made["id"]] = 2

    ends = await asyncio.gather(*(write(number) for number in range(WRITERS)), return_exceptions=True)
    assert all(isinstance(end, httpx.TransportError) for end in ends), ends
    return told


async def test_saves_and_an_import_outlive_their_servers_and_workers(
    sales: Sales, short_folder: Path
) -> None:
    data = short_folder / "data"
    for seed in (1, 2):
        place = f"{STATEMENT}:{random.Random(seed).randint(150, 300)}"
        async with doomed_server(data, sales.url, place) as client:
            told = await save_until_it_ends(client)
        await quiet(sales)
        await check(sales)
        kept = {
            row["id"]: row["version"] for row in await sales.fetch("SELECT id, version FROM app_sales.deal")
        }
        assert told
        assert all(kept[number] >= version for number, version in told.items()), place
        assert len(kept) - len(told) <= WRITERS * seed, "what nobody was told of was under way"
    before = len(kept)

    importing = Importing(sales, data)
    content = "name,stage,account\n" + "x,won,One\n" * IMPORTED
    number = await importing.begin("manager", "deal", content.encode())
    for place in ("import.staged", "import.applied"):
        await killed_worker(data, sales.url, place)
        await quiet(sales)
        assert len(await sales.fetch("SELECT 1 FROM app_sales.deal")) == before
        await check(sales)
        await sales.fetch(LET_GO)
    with process(data, sales.url, "worker") as running:
        async for _ in later_looks():
            states = [row["state"] for row in await sales.fetch(STATE.format("import_batch"))]
            if states == ["done"] and not file_of(data, number).exists():
                break
            assert running.poll() is None

    assert (await importing.told("manager", "deal", number))["created"] == IMPORTED
    assert len(await sales.fetch("SELECT 1 FROM app_sales.deal")) == before + IMPORTED
    assert [row["tablename"] for row in await sales.fetch(STAGED, f"import\\_{number}\\_%")] == []
    await check(sales)


@pytest.fixture
async def workshop(database: Database) -> Workshop:
    """The visits application, published, with a table that is too large for a switch."""
    async with database.transaction() as tx:
        made = Workshop(database, await add_app(tx, application("visits"), None))
    await made.publish()
    await made.run(
        "INSERT INTO app_visits.place (name, title, area) "
        f"SELECT 'p' || n, 'p' || n, n FROM generate_series(1, {MANY}) n"
    )
    return made


async def publish_until_it_ends(client: httpx.AsyncClient) -> None:
    """The administrator publishes, and nobody answers."""
    login = await client.post("/api/session", json={"login": "admin", "password": PASSWORD})
    assert login.status_code == 200, login.text
    with pytest.raises(httpx.TransportError):
        await client.post("/api/apps/visits/publish", json={})


async def as_it_was(workshop: Workshop, before: list[tuple[Any, ...]]) -> None:
    """The version and the tables are those from before, and nothing is open."""
    async for _ in later_looks():
        if not await workshop.rows(AT_WORK):
            break
    assert await workshop.rows(OPEN) == []
    assert (await workshop.published()).version == 1
    assert await workshop.rows(VISIBLE) == before


VISIBLE = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'app_visits' AND column_name NOT LIKE '%\\_\\_next'
    AND table_name NOT IN ('place__repairs', 'visit__tools')
    ORDER BY 1, 2
"""
"""What people work with: without what is only being prepared."""


async def test_publications_outlive_their_servers_and_workers(
    workshop: Workshop, database_url: str, short_folder: Path
) -> None:
    data = short_folder / "data"
    before = await workshop.rows(VISIBLE)
    kept = await columns(workshop)
    await workshop.change(field(VISIT, "floor", kind="number"))
    await workshop.change(field(VISIT, "tools", kind="sub_table", fields=ROWS))
    for place in ("publish.step:2", "publish.commit"):
        async with doomed_server(data, database_url, place) as client:
            await publish_until_it_ends(client)
        await as_it_was(workshop, before)
        assert await columns(workshop) == kept

    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await workshop.change(field(PLACE, "repairs", kind="sub_table", fields=ROWS))
    assert not (await workshop.publish()).is_published
    for place in ("publish.fill:3", "publish.commit"):
        await killed_worker(data, database_url, place)
        await as_it_was(workshop, before)
        await workshop.run(LET_GO)
    with process(data, database_url, "worker") as running:
        async for _ in later_looks():
            if await workshop.rows(STATE.format("publication")) == [("done",)]:
                break
            assert running.poll() is None

    assert (await workshop.published()).version == 2
    assert await workshop.rows(
        "SELECT count(*) FROM app_visits.place WHERE double_area IS DISTINCT FROM area * 2"
    ) == [(0,)]
    assert await workshop.rows("SELECT count(*) FROM app_visits.place__repairs, app_visits.visit__tools") == [
        (0,)
    ]
    left = await workshop.rows(
        "SELECT 1 FROM information_schema.columns WHERE column_name LIKE '%\\_\\_next'"
    )
    assert left == []
