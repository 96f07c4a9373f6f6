"""Taking a job: the attempt is counted first, a lease says until when, a number says whose it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.statements import Statement, prepare
from mortise.db.tables.jobs import due, is_open, outbox

LEASE: Final = timedelta(seconds=60)
"""How long a worker may be silent before another takes its job."""

ATTEMPTS: Final = 5
"""After so many failures a job is put aside for a person to look at."""

FIRST_PAUSE: Final = timedelta(seconds=5)
"""How long the first failure is waited out; each further one four times as long as the one before."""

LONGEST_ERROR: Final = 2000

HELD_UNTIL: Final = sa.func.clock_timestamp() + sa.literal(LEASE, sa.Interval)


@dataclass(frozen=True, slots=True)
class Queue:
    """A table of jobs, with the statements that all of them have in common."""

    name: str
    claim: Statement
    renew: Statement
    ended: Statement
    finish: Statement
    give_back: Statement
    fail: Statement
    bury: Statement
    forget: Statement


def queue(table: sa.Table, moment: sa.Column[object]) -> Queue:
    """The statements on one table, whose jobs may begin at `moment`."""
    free = sa.or_(table.c.lease_until.is_(None), table.c.lease_until < sa.func.now())
    picked = (
        sa.select(table.c.id)
        .where(
            is_open(table),
            moment <= sa.func.now(),
            free,
            table.c.attempts < ATTEMPTS,
            table.c.kind == sa.any_(sa.bindparam("kinds", type_=ARRAY(sa.Text))),
        )
        .order_by(moment, table.c.id)
        .limit(sa.bindparam("count", type_=sa.Integer))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    claimed = sa.and_(table.c.id == sa.bindparam("job"), table.c.fence == sa.bindparam("number"))
    ours = sa.and_(claimed, is_open(table))
    pause = sa.literal(FIRST_PAUSE, sa.Interval) * sa.func.power(4, table.c.attempts - 1)
    return Queue(
        name=table.name,
        claim=prepare(
            sa.update(table)
            .values(attempts=table.c.attempts + 1, lease_until=HELD_UNTIL, fence=table.c.fence + 1)
            .where(table.c.id == picked.c.id)
            .returning(
                table.c.id, table.c.kind, table.c.app_id, table.c.payload, table.c.attempts, table.c.fence
            )
        ),
        renew=prepare(sa.update(table).values(lease_until=HELD_UNTIL).where(ours)),
        ended=prepare(sa.select(sa.exists().where(claimed, ~is_open(table)))),
        finish=prepare(
            sa.update(table).values(done_at=sa.func.now(), lease_until=None, error=None).where(ours)
        ),
        give_back=prepare(
            sa.update(table).values(attempts=table.c.attempts - 1, lease_until=None).where(ours)
        ),
        fail=prepare(
            sa.update(table)
            .values(
                lease_until=sa.func.now() + pause,
                dead_at=sa.case((table.c.attempts >= ATTEMPTS, sa.func.now()), else_=None),
                error=sa.bindparam("reason"),
            )
            .where(ours)
        ),
        bury=prepare(
            sa.update(table)
            .values(
                dead_at=sa.func.now(),
                error=sa.func.coalesce(table.c.error, "The worker ended each time before the job did."),
            )
            .where(is_open(table), table.c.attempts >= ATTEMPTS, free)
        ),
        forget=prepare(
            sa.delete(table).where(table.c.done_at < sa.func.now() - sa.literal(timedelta(days=7)))
        ),
    )


OUTBOX: Final = queue(outbox, outbox.c.available_at)
DUE: Final = queue(due, due.c.due_at)
QUEUES: Final = (OUTBOX, DUE)
