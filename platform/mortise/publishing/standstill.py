"""Publications that are given up, or taken up again where nobody goes on with them."""

import asyncio
from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.jobs import is_open, outbox
from mortise.db.transaction import Tx
from mortise.errors import Conflict
from mortise.identity.changes import log_change
from mortise.jobs.outbox import put
from mortise.publishing.preparation import Connection, planned_again, take_away
from mortise.publishing.publications import (
    ABANDONED,
    IS_A_JOB,
    PREPARE,
    PREPARING,
    TIDY,
    TIDYING,
    end_publication,
    hold_publication,
)
from mortise.publishing.publish import AlreadyPublishing, lock_name, with_locks

LOOKS: Final = 20
LOOK_SECONDS: Final = 0.25
"""How long a worker may take to find that its publication is given up."""

ENTITY: Final = "publication"
GOING_ON: Final[Mapping[str, str]] = {PREPARING: PREPARE, TIDYING: TIDY}

CLOSE: Final = prepare(
    sa.update(outbox)
    # Whoever is at work on it loses it: no step of theirs is committed any more.
    .values(done_at=sa.func.now(), dead_at=None, lease_until=None, fence=outbox.c.fence + 1)
    .where(
        sa.or_(is_open(outbox), outbox.c.dead_at.is_not(None)),
        IS_A_JOB,
        outbox.c.payload.op("->>")("publication")
        == sa.cast(sa.bindparam("publication", type_=sa.BigInteger), sa.Text),
    )
)


class PublicationOver(Conflict):
    """The publication is done, failed or given up already."""

    code = "publication_over"


class PublicationAtWork(Conflict):
    """A worker goes on with the publication: there is nothing to be taken up again."""

    code = "publication_at_work"


async def retry(database: Database, app_id: int, number: int, person: int) -> None:
    """Has a worker take up a publication that nobody goes on with, from where it came to."""
    async with database.transaction() as tx:
        row = await hold_publication(tx, app_id, number)
        if row["state"] not in GOING_ON:
            raise PublicationOver
        if not row["is_stuck"]:
            raise PublicationAtWork
        await tx.execute(CLOSE, {"publication": number})
        await put(tx, GOING_ON[row["state"]], {"publication": number}, app_id=app_id)
        await note(tx, number, person, {"state": "stuck"}, {"state": row["state"]})


async def abandon(database: Database, app_id: int, number: int, person: int) -> None:
    """Gives up a publication that is being prepared: everything made for it goes, and the draft stays."""
    async with database.transaction() as tx:
        await must_be_preparing(tx, app_id, number)
        await tx.execute(CLOSE, {"publication": number})
    for _ in range(LOOKS):
        async with database.alone(lock_name(app_id)) as connection:
            if connection is not None:
                await clear_away(database, connection, app_id, number, person)
                return
        await asyncio.sleep(LOOK_SECONDS)
    raise AlreadyPublishing


async def clear_away(
    database: Database, connection: Connection, app_id: int, number: int, person: int
) -> None:
    """Takes away what a preparation made, while `connection` holds the publisher's lock."""

    async def undo(tx: Tx) -> None:
        await must_be_preparing(tx, app_id, number)
        await take_away(connection, tx, plan)
        await end_publication(tx, number, ABANDONED)
        await note(tx, number, person, {"state": PREPARING}, {"state": ABANDONED})

    async with database.transaction() as tx:
        row = await hold_publication(tx, app_id, number)
    plan = await planned_again(database, row)
    await with_locks(database, undo)


async def must_be_preparing(tx: Tx, app_id: int, number: int) -> None:
    """Raises when there is nothing (any more) to be given up."""
    if (await hold_publication(tx, app_id, number))["state"] != PREPARING:
        raise PublicationOver


async def note(
    tx: Tx, number: int, person: int, old: Mapping[str, object], new: Mapping[str, object]
) -> None:
    """Writes into the log who decided."""
    await log_change(tx, ENTITY, number, "update", person, old, new)
