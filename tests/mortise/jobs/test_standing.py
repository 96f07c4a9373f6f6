"""Whoever waits for a job is told whether anybody is at it."""

from datetime import timedelta

import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.jobs import outbox
from mortise.jobs.claims import LEASE, OUTBOX
from mortise.jobs.outbox import put
from mortise.jobs.standing import NOT_THERE, QUIET, Standing, standing
from mortise.jobs.work import Work
from mortise.jobs.worker import claim

SHORTLY = timedelta(seconds=5)


async def claimed(database: Database) -> Work:
    [work] = await claim(database, OUTBOX, ["note"], 1)
    return work


async def renewed(database: Database, ago: timedelta) -> None:
    """Makes the last word of the worker so old."""
    until = sa.func.now() + sa.literal(LEASE - ago, sa.Interval)
    async with database.transaction() as tx:
        await tx.execute(prepare(sa.update(outbox).values(lease_until=until)))


async def asked(database: Database, number: int = 1) -> Standing:
    async with database.read() as reader:
        return await standing(reader, "note", {"n": number})


async def test_a_job_waits_until_it_is_taken_and_again_when_nobody_is_heard_of(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "note", {"n": 1, "more": "x"})
        await put(tx, "other", {"n": 2})
    found = [await asked(database)]
    work = await claimed(database)
    for ago in (timedelta(), QUIET - SHORTLY, QUIET + SHORTLY):
        await renewed(database, ago)
        found.append(await asked(database))
    async with work.transaction():
        found.append(await asked(database))
    await renewed(database, LEASE + SHORTLY)
    again = await claimed(database)
    found.append(await asked(database))
    await again.finish()

    assert [(each.attempts, each.is_waiting) for each in found] == [
        (0, True),
        (1, False),
        (1, False),
        (1, True),
        (1, False),
        (2, False),
    ]
    assert (await asked(database), await asked(database, 2)) == (NOT_THERE, NOT_THERE)
