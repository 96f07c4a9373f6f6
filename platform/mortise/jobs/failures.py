"""Jobs that were put aside: what administrators see of them, and how they send them out again."""

from collections.abc import Mapping
from typing import Final, Literal

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import Statement, prepare
from mortise.db.tables.jobs import due, outbox
from mortise.db.transaction import Reader, Tx
from mortise.jobs.wake import wake

QueueName = Literal["outbox", "due"]

TABLES: Final[Mapping[QueueName, sa.Table]] = {"outbox": outbox, "due": due}


def listing(name: QueueName, table: sa.Table) -> sa.Select[tuple[object, ...]]:
    """The jobs of one table that were put aside."""
    told = ("id", "kind", "app_id", "attempts", "error", "created_at", "dead_at")
    queue = sa.literal_column(f"'{name}'", sa.Text).label("queue")
    return sa.select(queue, *(table.c[column] for column in told)).where(table.c.dead_at.is_not(None))


def revival(table: sa.Table) -> Statement:
    """Lets a job be tried anew from its first attempt."""
    return prepare(
        sa.update(table)
        .values(dead_at=None, attempts=0, lease_until=None, error=None, fence=table.c.fence + 1)
        .where(table.c.id == sa.bindparam("job"), table.c.dead_at.is_not(None))
    )


FAILED: Final = sa.union_all(*(listing(name, table) for name, table in TABLES.items())).subquery()
LIST: Final = prepare(
    sa.select(FAILED).order_by(FAILED.c.dead_at.desc(), FAILED.c.id.desc()).limit(sa.bindparam("count"))
)
REVIVALS: Final = {name: revival(table) for name, table in TABLES.items()}


async def failed_jobs(reader: Reader, count: int) -> list[Record]:
    """The jobs that were put aside, the latest first."""
    return await reader.fetch(LIST, {"count": count})


async def retry(tx: Tx, queue: QueueName, number: int) -> bool:
    """Has a job tried again; whether it was one that had been put aside."""
    tx.after_commit(wake)
    return await tx.execute(REVIVALS[queue], {"job": number}) == 1
