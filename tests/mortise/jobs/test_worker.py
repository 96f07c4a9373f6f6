"""Jobs, carried out once, by whoever is there."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import structlog

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.tables.jobs import due, outbox
from mortise.jobs.claims import ATTEMPTS, DUE, OUTBOX
from mortise.jobs.outbox import cancel, put, put_many, schedule
from mortise.jobs.sweeper import SWEEPS, sweep
from mortise.jobs.work import LostError, Work
from mortise.jobs.worker import Worker, claim

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
NOTE = prepare(sa.insert(setting).values(key=sa.bindparam("name"), value=sa.bindparam("content")))
NOTES = prepare(sa.select(setting.c.key).where(setting.c.key.startswith("note")).order_by(setting.c.key))


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Failures that a test causes need no lines of log."""
    structlog.configure(processors=[drop])


def drop(_logger: object, _name: str, _event: object) -> structlog.typing.EventDict:
    raise structlog.DropEvent


async def rows(database: Database, table: sa.Table = outbox) -> list[dict[str, object]]:
    async with database.read() as reader:
        return [dict(row) for row in await reader.fetch(prepare(sa.select(table).order_by(table.c.id)))]


async def notes(database: Database) -> list[object]:
    async with database.read() as reader:
        return [row["key"] for row in await reader.fetch(NOTES)]


async def change(database: Database, **values: object) -> None:
    """Makes time pass, or a worker die, for every job."""
    async with database.transaction() as tx:
        for table in (outbox, due):
            known = {name: value for name, value in values.items() if name in table.c}
            if known:
                await tx.execute(prepare(sa.update(table).values(**known)))


def note_once(name: str) -> Callable[[Work], Awaitable[None]]:
    async def handle(work: Work) -> None:
        async with work.transaction(last=True) as tx:
            await tx.execute(NOTE, {"name": f"{name} {work.job.payload['n']}", "content": 1})

    return handle


async def fail(work: Work) -> None:
    raise ValueError("no such table")


async def test_a_job_is_carried_out_with_its_payload(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1})

    assert await Worker(database, {"note": note_once("note")}).drain() == 1
    assert await notes(database) == ["note 1"]
    assert (await rows(database))[0]["done_at"] is not None


async def test_a_job_of_a_transaction_undone_does_not_exist(database: Database) -> None:
    with pytest.raises(LookupError):
        async with database.transaction() as tx:
            await put(tx, "note", {"n": 1})
            raise LookupError

    assert await rows(database) == []


async def test_many_workers_carry_each_job_out_once(database: Database) -> None:
    async with database.transaction() as tx:
        await put_many(tx, "note", [{"n": n} for n in range(60)])
    workers = [Worker(database, {"note": note_once("note")}, at_once=2) for _ in range(4)]

    done = await asyncio.gather(*(worker.drain() for worker in workers))

    assert sum(done) == 60
    assert len(await notes(database)) == 60
    assert {row["attempts"] for row in await rows(database)} == {1}


async def test_an_unknown_kind_waits_for_a_worker_that_knows_it(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "later", {"n": 1})

    assert await Worker(database, {"note": note_once("note")}).drain() == 0
    assert (await rows(database))[0]["attempts"] == 0


async def test_a_failure_is_tried_again_after_a_pause_and_put_aside_after_the_fifth(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        await put(tx, "fail", {})
    worker = Worker(database, {"fail": fail})

    pauses = []
    for _ in range(ATTEMPTS):
        assert await worker.drain() == 1
        assert await worker.drain() == 0
        row = (await rows(database))[0]
        assert isinstance(row["lease_until"], datetime)
        pauses.append((row["lease_until"] - datetime.now(UTC)).total_seconds())
        await change(database, lease_until=None)

    assert [round(pause / 5) for pause in pauses] == [1, 4, 16, 64, 256]
    assert row["dead_at"] is not None
    assert row["error"] == "ValueError: no such table"
    assert await worker.drain() == 0


async def test_the_attempt_counts_even_when_the_worker_dies_at_it(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1})

    for attempt in range(1, ATTEMPTS + 1):
        works = await claim(database, OUTBOX, ["note"], 10)
        assert [work.job.attempt for work in works] == [attempt]
        assert await claim(database, OUTBOX, ["note"], 10) == []
        await change(database, lease_until=EPOCH)

    assert await claim(database, OUTBOX, ["note"], 10) == []
    await sweep(database, SWEEPS)
    row = (await rows(database))[0]
    assert row["dead_at"] is not None
    assert "worker ended" in str(row["error"])


async def test_a_worker_that_lost_its_lease_changes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1})
    slow = (await claim(database, OUTBOX, ["note"], 1))[0]
    await change(database, lease_until=EPOCH)
    quick = (await claim(database, OUTBOX, ["note"], 1))[0]

    await note_once("note of the quick")(quick)
    with pytest.raises(LostError):
        await note_once("note of the slow")(slow)
    await slow.fail("too late")
    await slow.give_back()

    assert await notes(database) == ["note of the quick 1"]
    row = (await rows(database))[0]
    assert (row["error"], row["attempts"]) == (None, 2)


async def test_a_lease_that_is_renewed_behind_the_last_step_is_not_lost(database: Database) -> None:
    async with database.transaction() as tx:
        await put_many(tx, "note", [{"n": 1}, {"n": 2}])
    ended, lost = await claim(database, OUTBOX, ["note"], 2)
    await note_once("note")(ended)

    await ended.renew()

    await change(database, lease_until=EPOCH)
    await claim(database, OUTBOX, ["note"], 1)
    with pytest.raises(LostError):
        await lost.renew()
    assert await notes(database) == ["note 1"]


async def test_nobody_takes_a_job_while_a_step_of_it_is_under_way(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1})
    work = (await claim(database, OUTBOX, ["note"], 1))[0]
    await change(database, lease_until=EPOCH)

    async with work.transaction():
        assert await claim(database, OUTBOX, ["note"], 1) == []


async def test_a_cancelled_worker_gives_its_jobs_back(database: Database) -> None:
    begun = asyncio.Event()

    async def wait(work: Work) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with database.transaction() as tx:
        await put(tx, "wait", {})
    running = asyncio.create_task(Worker(database, {"wait": wait}).run())
    await begun.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    row = (await rows(database))[0]
    assert (row["attempts"], row["lease_until"], row["done_at"]) == (0, None, None)


async def test_a_resting_worker_is_woken_by_a_commit(database: Database) -> None:
    done = asyncio.Event()

    async def tell(work: Work) -> None:
        done.set()

    worker = Worker(database, {"tell": tell}, look_seconds=3600)
    running = asyncio.create_task(worker.run())
    await worker.resting.wait()
    async with database.transaction() as tx:
        await put(tx, "tell", {})

    async with asyncio.timeout(60):
        await done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_due_row_waits_for_its_time(database: Database) -> None:
    async with database.transaction() as tx:
        await schedule(tx, "note", "rule 1 record 7", datetime.now(UTC) + timedelta(days=1), {"n": 1})
    worker = Worker(database, {"note": note_once("note")})

    assert await worker.drain() == 0
    await change(database, due_at=EPOCH)
    assert await worker.drain() == 1


async def test_a_due_row_asked_for_again_takes_the_new_time_and_the_work_on_it_is_void(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        await schedule(tx, "note", "rule 1 record 7", EPOCH, {"n": 1})
    begun = (await claim(database, DUE, ["note"], 1))[0]
    async with database.transaction() as tx:
        await schedule(tx, "note", "rule 1 record 7", EPOCH, {"n": 2})

    with pytest.raises(LostError):
        await note_once("note")(begun)
    assert await Worker(database, {"note": note_once("note")}).drain() == 1
    assert await notes(database) == ["note 2"]
    assert len(await rows(database, due)) == 1


async def test_a_due_row_can_be_taken_back(database: Database) -> None:
    async with database.transaction() as tx:
        await schedule(tx, "note", "a", EPOCH, {"n": 1})
        await schedule(tx, "note", "b", EPOCH, {"n": 2})
        assert await cancel(tx, ["a", "never asked for"]) == 1

    assert [row["key"] for row in await rows(database, due)] == ["b"]


async def test_what_was_done_a_week_ago_is_forgotten(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1})
        await put(tx, "note", {"n": 2})
    await Worker(database, {"note": note_once("note")}).drain()
    async with database.transaction() as tx:
        await tx.run("UPDATE mortise.outbox SET done_at = done_at - interval '8 days' WHERE id = 1")

    await sweep(database, SWEEPS)

    assert [row["id"] for row in await rows(database)] == [2]


async def test_a_sweep_that_fails_does_not_keep_the_others(database: Database) -> None:
    swept: list[str] = []

    async def broken(tx: object) -> None:
        raise ValueError

    async def sound(tx: object) -> None:
        swept.append("sound")

    await sweep(database, [broken, sound])

    assert swept == ["sound"]
