"""Connections that stay at hand: who gets them, and what becomes of those that are of no more use."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import sqlalchemy as sa

from mortise.db import pool
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.errors import Busy

OWN = prepare(sa.select(sa.func.pg_backend_pid()))
SLEEP = prepare(sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Float))))
END_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
)
COUNT = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mortise' AND datname = current_database()"


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[Database]:
    """A database with two connections."""
    opened = await Database.connect(database_url, size=2)
    yield opened
    await opened.close()


@pytest.fixture
async def outside(database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that is none of theirs."""
    opened = await asyncpg.connect(database_url)
    yield opened
    await opened.close()


async def backend(database: Database) -> object:
    async with database.read() as reader:
        return await reader.fetchval(OWN)


async def both(database: Database) -> set[object]:
    """The two connections, asked while both are out: a quick one alone could serve all who only wait."""
    async with database.read() as first, database.read() as second:
        return {await first.fetchval(OWN), await second.fetchval(OWN)}


async def test_the_connection_used_last_is_used_again(two: Database) -> None:
    assert len({await backend(two) for _ in range(5)}) == 1


async def test_more_readers_than_connections_are_all_served_by_these(two: Database) -> None:
    assert set(await asyncio.gather(*(backend(two) for _ in range(50)))) <= await both(two)


async def test_whoever_waits_is_given_what_comes_back_first(two: Database) -> None:
    async with two.read() as first, two.read():
        waiting = asyncio.ensure_future(backend(two))
        await asyncio.sleep(0)
        used = await first.fetchval(OWN)
        assert not waiting.done()
        await asyncio.sleep(0)
    assert await waiting in {used, await backend(two)}


async def test_they_are_served_in_the_order_in_which_they_came(two: Database) -> None:
    served: list[int] = []

    async def read(number: int) -> None:
        async with two.read() as reader:
            served.append(number)
            await reader.fetchval(OWN)

    async with two.read():
        await asyncio.gather(*(read(number) for number in range(20)))
    assert served == list(range(20))


async def test_what_somebody_was_given_who_waits_no_longer_goes_to_the_next(two: Database) -> None:
    async with two.read():
        async with two.read():
            left = asyncio.ensure_future(backend(two))
            stays = asyncio.ensure_future(backend(two))
            await asyncio.sleep(0)
        # The first who waited has it now, but did not run yet.
        left.cancel()
        assert isinstance(await stays, int)
    assert left.cancelled()
    assert len(await both(two)) == 2


async def test_whoever_waits_goes_on_when_what_they_wait_for_is_of_no_more_use(two: Database) -> None:
    async def break_off() -> None:
        async with two.read() as reader:
            waiting.append(asyncio.ensure_future(backend(two)))
            begun.set()
            await reader.fetchval(SLEEP, {"seconds": 30.0})

    waiting: list[asyncio.Future[object]] = []
    begun = asyncio.Event()
    async with two.read():
        broken = asyncio.ensure_future(break_off())
        await begun.wait()
        for _ in range(3):
            await asyncio.sleep(0)
        broken.cancel()
        assert isinstance(await waiting[0], int)
    assert len(await both(two)) == 2


async def test_whoever_waits_is_served_before_everything_is_closed(two: Database) -> None:
    async with two.read() as first, two.read():
        waiting = asyncio.ensure_future(backend(two))
        await asyncio.sleep(0)
        used = await first.fetchval(OWN)
        closing = asyncio.ensure_future(two.close())
        await asyncio.sleep(0)
    await closing
    assert isinstance(used, int)
    assert isinstance(await waiting, int)


async def test_whoever_waits_too_long_is_told_to_come_again(
    two: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "ACQUIRE_SECONDS", 0.01)
    async with two.read(), two.read():
        with pytest.raises(Busy):
            await backend(two)
    assert await backend(two)


async def test_a_connection_that_the_server_ended_is_not_handed_out(
    two: Database, outside: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    before = await both(two)
    await outside.fetch(END_OTHERS)
    # That the server is gone is read by the loop's next steps.
    for _ in range(20):
        await asyncio.sleep(0)
    after = await both(two)
    assert len(after) == 2
    assert not before & after


async def test_a_reader_that_is_cut_off_takes_no_connection_away(two: Database) -> None:
    async def read() -> None:
        async with two.read() as reader:
            await reader.fetchval(SLEEP, {"seconds": 30.0})

    for _ in range(4):
        reading = asyncio.ensure_future(read())
        for _ in range(5):
            await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    assert len(await both(two)) == 2


async def test_what_nobody_took_for_long_goes_back(two: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "AT_HAND_SECONDS", 0.0)
    async with two.read():
        await backend(two)
    await backend(two)
    assert len(two._pool._at_hand) <= 1


async def test_everything_is_closed_at_the_end(
    database_url: str, outside: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    database = await Database.connect(database_url, size=3)
    await asyncio.gather(*(backend(database) for _ in range(9)))
    await database.close()
    assert await outside.fetchval(COUNT) == 0
