"""Transactions, what they count, and what becomes of a request that is cut off."""

import asyncio

import asyncpg
import pytest
import sqlalchemy as sa

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.db.failpoints import STATEMENT, FailpointError, failing
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.transaction import Tx, touched

WRITE = prepare(sa.insert(setting).values(key=sa.bindparam("name"), value=sa.bindparam("content")))
READ = prepare(sa.select(setting.c.value).where(setting.c.key == sa.bindparam("name")))
CHANGE = prepare(sa.update(setting).values(value=sa.bindparam("content")))
SLEEP = prepare(sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Float))))
OPEN = prepare(
    sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
    )
)


async def test_what_a_transaction_writes_is_seen_after_its_block(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute(WRITE, {"name": "company", "content": {"name": "榫卯", "n": [1, 2.5, None]}})
        async with database.read() as outside:
            assert await outside.fetchrow(READ, {"name": "company"}) is None

    async with database.read() as reader:
        assert await reader.fetchval(READ, {"name": "company"}) == {"name": "榫卯", "n": [1, 2.5, None]}


async def test_an_error_undoes_everything(database: Database) -> None:
    with pytest.raises(LookupError):
        async with database.transaction() as tx:
            await tx.execute(WRITE, {"name": "company", "content": 1})
            raise LookupError

    async with database.read() as reader:
        assert await reader.fetchval(READ, {"name": "company"}) is None
        assert await reader.fetchval(OPEN) == 0


async def test_statements_and_transactions_are_counted_apart(database: Database) -> None:
    with counting() as count:
        async with database.transaction() as tx:
            await tx.execute(WRITE, {"name": "a", "content": 1})
            await tx.fetchval(READ, {"name": "a"})
        async with database.read() as reader:
            await reader.fetch(READ, {"name": "a"})

    assert (count.statements, count.transactions) == (3, 1)


async def test_a_clean_connection_comes_back_without_a_statement(database: Database) -> None:
    async with database.read() as reader:
        await reader.fetchval(READ, {"name": "a"})
    async with database.read() as reader:
        connection = reader._connection

        last = await connection.fetchval(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend' ORDER BY state_change DESC LIMIT 1"
        )

    assert "DISCARD" not in str(last)
    assert "UNLISTEN" not in str(last)
    assert "RESET" not in str(last)


async def test_a_request_cut_off_leaves_no_open_transaction(database: Database) -> None:
    entered = asyncio.Event()

    async def request(tx: Tx) -> None:
        await tx.execute(WRITE, {"name": "cut", "content": 1})
        entered.set()
        await tx.fetchval(SLEEP, {"seconds": 30.0})

    task = asyncio.ensure_future(database.run(request))
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with database.read() as reader:
        assert await reader.fetchval(READ, {"name": "cut"}) is None
        assert await reader.fetchval(OPEN) == 0


async def test_a_request_cut_off_at_any_moment_leaves_all_or_nothing(database: Database) -> None:
    for turns in range(30):
        name = f"turn {turns}"

        async def request(tx: Tx, name: str = name) -> None:
            await tx.execute(WRITE, {"name": name, "content": 1})
            await tx.execute(WRITE, {"name": f"{name} too", "content": 1})

        task = asyncio.ensure_future(database.run(request))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        async with database.read() as reader:
            first = await reader.fetchval(READ, {"name": name})
            assert first == await reader.fetchval(READ, {"name": f"{name} too"})
            assert await reader.fetchval(OPEN) == 0


async def test_a_block_may_set_its_own_time_limit(database: Database) -> None:
    with pytest.raises(asyncpg.QueryCanceledError):
        async with database.transaction(seconds=0.01) as tx:
            await tx.fetchval(SLEEP, {"seconds": 30.0})

    async with database.read() as reader:
        row = await reader._connection.fetchrow(
            "SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'), "
            "current_setting('timezone'), current_setting('jit')"
        )
    assert row is not None
    assert tuple(row) == ("10s", "30s", "UTC", "off")


async def test_work_that_lost_a_deadlock_is_done_again(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute_many(WRITE, [{"name": name, "content": 0} for name in ("a", "b")])
    add = prepare(
        sa.update(setting)
        .values(value=sa.func.to_jsonb(sa.cast(setting.c.value, sa.Integer) + 1))
        .where(setting.c.key == sa.bindparam("name"))
    )
    both = asyncio.Barrier(2)
    attempts = 0

    async def cross(tx: Tx, first: str, second: str) -> None:
        nonlocal attempts
        attempts += 1
        await tx.execute(add, {"name": first})
        if attempts <= 2:
            await both.wait()
        await tx.execute(add, {"name": second})

    await asyncio.gather(
        database.run(lambda tx: cross(tx, "a", "b")), database.run(lambda tx: cross(tx, "b", "a"))
    )

    async with database.read() as reader:
        assert [await reader.fetchval(READ, {"name": name}) for name in ("a", "b")] == [2, 2]
    assert attempts == 3


async def test_readers_see_no_error_when_a_table_changes(fresh_database_url: str) -> None:
    database = await Database.connect(fresh_database_url, size=4)
    everything = prepare(sa.text("SELECT * FROM mortise.setting"))

    async def read_on(times: int) -> None:
        for _ in range(times):
            async with database.read() as reader:
                await reader.fetch(everything)
            await database.run(lambda tx: tx.fetch(everything))

    readers = [asyncio.ensure_future(read_on(40)) for _ in range(4)]
    for n in range(5):
        async with database.transaction(lock_seconds=5) as tx:
            await tx.run(f"ALTER TABLE mortise.setting ADD COLUMN extra_{n} text")
    await asyncio.gather(*readers)
    await database.close()


async def test_one_lock_has_one_holder(database: Database) -> None:
    async with (
        database.alone("publish crm") as first,
        database.alone("publish crm") as second,
        database.alone("publish hr") as other,
    ):
        assert first is not None
        assert second is None
        assert other is not None

    async with database.alone("publish crm") as again:
        assert again is not None


async def test_rows_are_copied_into_a_table(database: Database) -> None:
    async with database.transaction() as tx:
        copied = await tx.copy("mortise", "setting", ("key", "value"), [("a", {"x": 1}), ("b", [])])

        assert copied == 2
        assert await tx.fetchval(READ, {"name": "a"}) == {"x": 1}


async def test_a_failpoint_fails_at_the_statement_it_names(database: Database) -> None:
    with failing(STATEMENT, passage=2), pytest.raises(FailpointError):
        async with database.transaction() as tx:
            await tx.execute(WRITE, {"name": "a", "content": 1})
            await tx.execute(WRITE, {"name": "b", "content": 1})

    async with database.read() as reader:
        assert await reader.fetchval(READ, {"name": "a"}) is None


@pytest.mark.parametrize(
    ("status", "count"), [("UPDATE 3", 3), ("INSERT 0 12", 12), ("CREATE TABLE", 0), ("", 0)]
)
def test_the_number_of_rows_is_read_from_the_answer(status: str, count: int) -> None:
    assert touched(status) == count
