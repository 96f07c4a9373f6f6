"""The jobs behind publications: preparing what the switch needs, and tidying up what it left."""

from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare as prepare_statement
from mortise.db.tables.applications import app as app_table
from mortise.db.transaction import Tx
from mortise.definitions.published import compile_app
from mortise.definitions.versions import read_version
from mortise.errors import UserError
from mortise.jobs.claims import ATTEMPTS
from mortise.jobs.outbox import put
from mortise.jobs.work import Handlers, LostError, Work
from mortise.publishing.catching_up import Preparation, catch_up
from mortise.publishing.plan import Plan
from mortise.publishing.preparation import Connection, planned_again, prepare, progress_of, take_away
from mortise.publishing.publications import (
    DONE,
    FAILED,
    INDEX,
    PREPARE,
    PREPARING,
    TIDY,
    TIDYING,
    end_publication,
    hold_publication,
    read_publication,
)
from mortise.publishing.publish import lock_name, refuse, with_locks
from mortise.publishing.reasons import OF_THE_DATA, write_reason
from mortise.publishing.switch import switch
from mortise.publishing.tidy import tidy

FORBIDDEN: Final = (UserError, *OF_THE_DATA)
"""What ends the same way however often it is tried: the data or the definition do not allow it."""


CURRENT: Final = prepare_statement(
    sa.select(app_table.c.published_version).where(app_table.c.id == sa.bindparam("app", type_=sa.BigInteger))
)


class PublisherBusyError(Exception):
    """Another publisher of the application is at work; the job comes again later."""


def publication_of(work: Work) -> int:
    """The publication that a job is for."""
    number = work.job.payload["publication"]
    if not isinstance(number, int):
        raise TypeError("a publication's job names its number")
    return number


async def prepare_publication(work: Work) -> None:
    """Prepares a publication and makes the switch; what forbids it is noted, and everything is as before."""
    async with work.database.read() as reader:
        row = await read_publication(reader, publication_of(work))
    if row["state"] != PREPARING:
        return
    async with work.database.alone(lock_name(row["app_id"])) as connection:
        if connection is None:
            raise PublisherBusyError
        try:
            plan = await planned_again(work.database, row)
        except UserError as refused:
            async with work.transaction() as tx:
                await end_publication(tx, row["id"], FAILED, write_reason(refused))
            return
        try:
            refuse(plan)
            preparation = await prepare(work, connection, row, plan)
            await finish(work, row, preparation)
        except LostError:
            raise
        except FORBIDDEN as failed:
            await give_up(work, connection, row, plan, write_reason(failed))
        except Exception as failed:
            if work.job.attempt >= ATTEMPTS:
                await give_up(work, connection, row, plan, write_reason(failed))
            raise


async def finish(work: Work, row: Record, preparation: Preparation) -> None:
    """The switch of a prepared publication."""
    plan, content = preparation.plan, row["plan"]

    async def last_look(tx: Tx) -> None:
        progress = progress_of((await read_publication(tx, row["id"]))["progress"])
        if progress is not None:
            await catch_up(tx, preparation, progress.horizon)

    async def turn(tx: Tx) -> None:
        if (await hold_publication(tx, row["app_id"], row["id"]))["state"] != PREPARING:
            raise LostError
        await switch(
            tx,
            plan,
            row["started_by"],
            content["note"],
            preparation.filling.clock,
            preparation.filling.facts,
            accepted=content["accepted"],
            last_look=last_look,
        )
        await end_publication(tx, row["id"], TIDYING)
        await put(tx, TIDY, {"publication": row["id"]}, app_id=plan.app_id)

    await with_locks(work.database, turn)


async def give_up(work: Work, connection: Connection, row: Record, plan: Plan, reason: str) -> None:
    """Removes what was prepared, and notes why."""

    async def undo(tx: Tx) -> None:
        await take_away(connection, tx, plan)
        await end_publication(tx, row["id"], FAILED, reason)

    await with_locks(work.database, undo)


async def tidy_publication(work: Work) -> None:
    """Does what a publication left for afterwards."""
    async with work.database.read() as reader:
        row = await read_publication(reader, publication_of(work))
    await tidy_app(work, row["app_id"])
    async with work.transaction() as tx:
        await end_publication(tx, row["id"], DONE)


async def index_app(work: Work) -> None:
    """Builds the indexes that a release of Mortise asks for and an earlier one did not."""
    number = work.job.payload["app"]
    if not isinstance(number, int):
        raise TypeError("the job names its application")
    await tidy_app(work, number)


async def tidy_app(work: Work, number: int) -> None:
    """Builds the indexes that the published version lacks, and looks at references that were taken on trust."""
    async with work.database.read() as reader:
        version = await reader.fetchval(CURRENT, {"app": number})
        if not isinstance(version, int):
            raise LookupError("a publication leaves a published version")
        app = compile_app(number, version, await read_version(reader, number, version))
    async with work.database.alone(lock_name(number)) as connection:
        if connection is None:
            raise PublisherBusyError
        await tidy(connection, app.schema)


PUBLISHING_HANDLERS: Final[Handlers] = {
    PREPARE: prepare_publication,
    TIDY: tidy_publication,
    INDEX: index_app,
}
