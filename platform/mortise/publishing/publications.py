"""Publications that take longer than a request: what is being prepared or tidied up, and for whom."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import Statement, prepare
from mortise.db.tables.applications import publication
from mortise.db.tables.jobs import is_open, outbox
from mortise.db.tables.people import person
from mortise.db.transaction import Reader, Tx
from mortise.definitions.reading import write_document
from mortise.errors import NotFound
from mortise.jobs.claims import ATTEMPTS
from mortise.jobs.outbox import put
from mortise.jobs.telling import tell
from mortise.publishing.plan import Plan

PREPARE: Final = "publish.prepare"
TIDY: Final = "publish.tidy"
"""The kinds of jobs; their payload names the publication."""
INDEX: Final = "publish.index"
"""Another, whose payload names the application."""

PREPARING: Final = "preparing"
TIDYING: Final = "tidying"
DONE: Final = "done"
FAILED: Final = "failed"
ABANDONED: Final = "abandoned"

ADD: Final = prepare(
    sa.insert(publication)
    .values(
        app_id=sa.bindparam("app"),
        version=sa.bindparam("version"),
        state=sa.bindparam("state"),
        plan=sa.bindparam("plan"),
        started_by=sa.bindparam("person"),
    )
    .returning(publication.c.id)
)
IS_OPEN: Final = sa.or_(publication.c.state == PREPARING, publication.c.state == TIDYING)
IS_A_JOB: Final = sa.or_(outbox.c.kind == PREPARE, outbox.c.kind == TIDY)
JOBS: Final = sa.and_(
    IS_A_JOB, outbox.c.payload.op("->>")("publication") == sa.cast(publication.c.id, sa.Text)
)
AT_WORK: Final = sa.exists().where(
    is_open(outbox), JOBS, sa.or_(outbox.c.attempts < ATTEMPTS, outbox.c.lease_until >= sa.func.now())
)
REASON: Final = (
    sa.select(outbox.c.error)
    .where(outbox.c.dead_at.is_not(None), JOBS)
    .order_by(outbox.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
STANDING: Final = sa.select(
    publication,
    sa.and_(IS_OPEN, sa.not_(AT_WORK)).label("is_stuck"),
    sa.func.coalesce(publication.c.error, REASON).label("reason"),
    person.c.name,
    person.c.name_en,
).select_from(publication.outerjoin(person, person.c.id == publication.c.started_by))
"""How publications stand; one is stuck when no job is left that would go on with it."""
OPEN: Final = prepare(
    STANDING.where(publication.c.app_id == sa.bindparam("app"), IS_OPEN)
    .order_by(publication.c.state, publication.c.id.desc())
    .limit(1)
)
LAST: Final = prepare(
    STANDING.where(publication.c.app_id == sa.bindparam("app")).order_by(publication.c.id.desc()).limit(1)
)
READ: Final = prepare(STANDING.where(publication.c.id == sa.bindparam("publication")))
HOLD: Final = prepare(
    sa.select(publication.c.id)
    .where(publication.c.id == sa.bindparam("publication"), publication.c.app_id == sa.bindparam("app"))
    .with_for_update()
)
TOLD: Final = (publication.c.id, publication.c.state, publication.c.started_by)
PROGRESS: Final = prepare(
    sa.update(publication)
    .where(publication.c.id == sa.bindparam("publication"))
    .values(progress=sa.bindparam("progress"))
    .returning(*TOLD)
)
END: Final = prepare(
    sa.update(publication)
    .where(publication.c.id == sa.bindparam("publication"))
    .values(
        state=sa.bindparam("state"),
        error=sa.bindparam("error"),
        finished_at=sa.case((sa.bindparam("ended", type_=sa.Boolean), sa.func.now())),
    )
    .returning(*TOLD)
)


async def begin_preparation(
    tx: Tx, plan: Plan, person: int | None, note: str, accepted: Mapping[str, int]
) -> int:
    """A publication to be prepared by a worker; its number. It is of the draft as it is now."""
    content = {
        "revision": plan.revision,
        "base": None if plan.base is None else plan.base.version,
        "note": note,
        "take_back": sorted(plan.take_back),
        "accepted": dict(accepted),
        "large": plan.large,
        "definition": write_document(plan.definition),
    }
    return await add(tx, plan, person, PREPARING, content, PREPARE)


async def leave_tidying(tx: Tx, plan: Plan, person: int | None, note: str) -> int:
    """What a publication leaves to be done afterwards; its number."""
    return await add(tx, plan, person, TIDYING, {"note": note}, TIDY)


async def add(
    tx: Tx, plan: Plan, person: int | None, state: str, content: Mapping[str, Any], job: str
) -> int:
    """A row for a publication, and the job that works on it."""
    values = {"app": plan.app_id, "version": plan.version, "state": state, "plan": content, "person": person}
    number = await tx.fetchval(ADD, values)
    if not isinstance(number, int):
        raise LookupError("the new publication has no id")
    await put(tx, job, {"publication": number}, app_id=plan.app_id)
    return number


async def open_publication(reader: Reader, app_id: int) -> Record | None:
    """The publication of the application that is being prepared, or else tidied up, if there is one."""
    return await reader.fetchrow(OPEN, {"app": app_id})


async def standing_publication(reader: Reader, app_id: int) -> Record | None:
    """The publication that is open, or else the last one where it failed: it waits for its builder to read why."""
    row = await open_publication(reader, app_id) or await reader.fetchrow(LAST, {"app": app_id})
    return row if row is not None and row["state"] in {PREPARING, TIDYING, FAILED} else None


async def read_publication(reader: Reader, number: int) -> Record:
    """A publication's row; NotFound where there is none."""
    row = await reader.fetchrow(READ, {"publication": number})
    if row is None:
        raise NotFound
    return row


async def hold_publication(tx: Tx, app_id: int, number: int) -> Record:
    """A publication of the application, which nobody else changes before this transaction ends."""
    if await tx.fetchval(HOLD, {"publication": number, "app": app_id}) is None:
        raise NotFound
    return await read_publication(tx, number)


async def end_publication(tx: Tx, number: int, state: str, error: str | None = None) -> None:
    """Notes how a publication stands now."""
    ended = state in {DONE, FAILED, ABANDONED}
    await note(tx, END, {"publication": number, "state": state, "error": error, "ended": ended})


async def note_progress(tx: Tx, number: int, progress: Mapping[str, Any]) -> None:
    """Notes how far the preparation has come, so that it is taken up from there."""
    await note(tx, PROGRESS, {"publication": number, "progress": progress})


async def note(tx: Tx, statement: Statement, values: Mapping[str, object]) -> None:
    """Changes a publication's row, and tells the pages of who began it that it has come further."""
    row = await tx.fetchrow(statement, values)
    if row is not None and row["started_by"] is not None:
        await tell(tx, [row["started_by"]], "publication", {"id": row["id"], "state": row["state"]})
