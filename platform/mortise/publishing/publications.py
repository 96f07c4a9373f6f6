"""Publications that take longer than a request: what is being prepared or tidied up, and for whom."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import publication
from mortise.db.transaction import Reader, Tx
from mortise.definitions.reading import write_document
from mortise.errors import NotFound
from mortise.jobs.outbox import put
from mortise.publishing.plan import Plan

PREPARE: Final = "publish.prepare"
TIDY: Final = "publish.tidy"
"""The kinds of jobs; their payload names the publication."""

PREPARING: Final = "preparing"
TIDYING: Final = "tidying"
DONE: Final = "done"
FAILED: Final = "failed"

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
OPEN: Final = prepare(
    sa.select(publication.c.id).where(
        publication.c.app_id == sa.bindparam("app"), publication.c.state == PREPARING
    )
)
READ: Final = prepare(sa.select(publication).where(publication.c.id == sa.bindparam("publication")))
PROGRESS: Final = prepare(
    sa.update(publication)
    .where(publication.c.id == sa.bindparam("publication"))
    .values(progress=sa.bindparam("progress"))
)
END: Final = prepare(
    sa.update(publication)
    .where(publication.c.id == sa.bindparam("publication"))
    .values(
        state=sa.bindparam("state"),
        error=sa.bindparam("error"),
        finished_at=sa.case((sa.bindparam("ended", type_=sa.Boolean), sa.func.now())),
    )
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


async def open_publication(reader: Reader, app_id: int) -> int | None:
    """The publication of the application that is being prepared, if there is one."""
    found = await reader.fetchval(OPEN, {"app": app_id})
    return found if isinstance(found, int) else None


async def read_publication(reader: Reader, number: int) -> Record:
    """A publication's row; NotFound where there is none."""
    row = await reader.fetchrow(READ, {"publication": number})
    if row is None:
        raise NotFound
    return row


async def end_publication(tx: Tx, number: int, state: str, error: str | None = None) -> None:
    """Notes how a publication stands now."""
    ended = state in {DONE, FAILED}
    await tx.execute(END, {"publication": number, "state": state, "error": error, "ended": ended})


async def note_progress(tx: Tx, number: int, progress: Mapping[str, Any]) -> None:
    """Notes how far the preparation has come, so that it is taken up from there."""
    await tx.execute(PROGRESS, {"publication": number, "progress": progress})
