"""Work to be done after a commit, and work to be done at a time."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, TEXT, AnyColumn, identity


def claim_columns() -> tuple[AnyColumn, ...]:
    """Who is at work on a row, until when, how often it was tried, and how it ended."""
    return (
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease_until", MOMENT),
        sa.Column("fence", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("done_at", MOMENT),
        sa.Column("dead_at", MOMENT),
        sa.Column("error", TEXT),
    )


def is_open(table: sa.Table) -> sa.ColumnElement[bool]:
    """Whether a row is still to be done."""
    return sa.and_(table.c.done_at.is_(None), table.c.dead_at.is_(None))


outbox: Final = sa.Table(
    "outbox",
    METADATA,
    identity(),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("app_id", sa.BigInteger),
    sa.Column("payload", JSONB, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("available_at", MOMENT, nullable=False, server_default=NOW),
    *claim_columns(),
    sa.Column("told_in", sa.BigInteger, server_default=sa.text("((pg_current_xact_id())::text)::bigint")),
)
"""Events and effects, written in the transaction that caused them and carried out after it. `told_in` is that
transaction's number: rows become visible in no order of their own, but a snapshot knows which transactions it sees."""
sa.Index("outbox_told_in_idx", outbox.c.told_in)
sa.Index("outbox_open_idx", outbox.c.available_at, outbox.c.id, postgresql_where=is_open(outbox))
sa.Index("outbox_dead_idx", outbox.c.dead_at, postgresql_where=outbox.c.dead_at.is_not(None))
sa.Index("outbox_done_at_idx", outbox.c.done_at, postgresql_using="brin")

due: Final = sa.Table(
    "due",
    METADATA,
    identity(),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("key", TEXT, nullable=False, unique=True),
    sa.Column("app_id", sa.BigInteger),
    sa.Column("payload", JSONB, nullable=False),
    sa.Column("due_at", MOMENT, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    *claim_columns(),
)
"""Work with a time, found again by its key when what it belongs to changes."""
sa.Index("due_open_idx", due.c.due_at, due.c.id, postgresql_where=is_open(due))
sa.Index("due_dead_idx", due.c.dead_at, postgresql_where=due.c.dead_at.is_not(None))
sa.Index("due_done_at_idx", due.c.done_at, postgresql_using="brin")
