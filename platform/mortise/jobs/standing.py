"""How a job stands for whoever waits for it: how often it was begun, and whether anybody is at it now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.db.statements import prepare
from mortise.db.tables.jobs import is_open, outbox
from mortise.db.transaction import Reader
from mortise.jobs.claims import LEASE
from mortise.jobs.outbox import Payload

QUIET: Final = timedelta(seconds=25)
"""For how long nobody is heard of whose work has ended: a worker renews its lease more often than that."""

IS_QUIET: Final = outbox.c.lease_until < sa.func.now() + sa.literal(LEASE - QUIET, sa.Interval)
OPEN: Final = prepare(
    sa.select(outbox.c.id, outbox.c.attempts, sa.func.coalesce(IS_QUIET, sa.true()).label("is_quiet"))
    .where(
        is_open(outbox),
        outbox.c.kind == sa.bindparam("job_kind"),
        outbox.c.payload.contains(sa.bindparam("content", type_=JSONB)),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
UNHELD: Final = prepare(
    sa.select(outbox.c.id)
    .where(outbox.c.id == sa.bindparam("job", type_=sa.BigInteger))
    .with_for_update(read=True, skip_locked=True)
)
"""The job, unless a step of it is under way: a step holds its row, and renews no lease meanwhile."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a job was begun; `is_waiting` says that nobody is at it, be it for the first time or again."""

    attempts: int
    is_waiting: bool


NOT_THERE: Final = Standing(attempts=0, is_waiting=False)


async def standing(reader: Reader, kind: str, payload: Payload) -> Standing:
    """How the last open job of that kind stands whose payload holds this."""
    row = await reader.fetchrow(OPEN, {"job_kind": kind, "content": payload})
    if row is None:
        return NOT_THERE
    is_waiting = row["is_quiet"] and await reader.fetchval(UNHELD, {"job": row["id"]}) is not None
    return Standing(row["attempts"], is_waiting)
