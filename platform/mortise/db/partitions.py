"""The change log's months: each has a table of its own, made before it begins."""

from datetime import date
from itertools import pairwise
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables import SCHEMA
from mortise.db.transaction import Tx

AHEAD: Final = 3
"""How many months after the present one have their table already."""

LOG: Final = f"{SCHEMA}.record_change"
REST: Final = f"{LOG}_other"
"""The partition of what falls into no month that has a table."""

MOVE: Final = f"""
    WITH moved AS (DELETE FROM {REST} WHERE at >= '{{first}}' AND at < '{{after}}' RETURNING *)
    INSERT INTO {LOG} OVERRIDING SYSTEM VALUE SELECT * FROM moved
"""  # noqa: S608  # made of our own names, and filled with dates

TABLES: Final = sa.table(
    "pg_tables", sa.column("schemaname", sa.Text), sa.column("tablename", sa.Text), schema="pg_catalog"
)
EXISTING: Final = prepare(
    sa.select(TABLES.c.tablename).where(
        TABLES.c.schemaname == SCHEMA, TABLES.c.tablename.startswith("record_change_", autoescape=True)
    )
)


def months(today: date, count: int) -> list[tuple[date, date]]:
    """This month and those that follow, each as its first day and the first day after it."""
    numbers = [today.year * 12 + today.month - 1 + n for n in range(count + 1)]
    starts = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return list(pairwise(starts))


async def make_partitions(tx: Tx, today: date) -> list[str]:
    """Makes the missing tables of this month and the next ones; their names.

    What was logged into the rest meanwhile moves to the month where it belongs."""
    existing = {row["tablename"] for row in await tx.fetch(EXISTING)}
    wanted = {f"record_change_{first:%Y_%m}": (first, after) for first, after in months(today, AHEAD + 1)}
    made = {name: limits for name, limits in wanted.items() if name not in existing}
    if made:
        await tx.run("; ".join(steps(made)))
    return list(made)


def steps(made: dict[str, tuple[date, date]]) -> list[str]:
    """The statements that make the tables: the rest steps aside, since a row in it may block a new month."""
    texts = [f"ALTER TABLE {LOG} DETACH PARTITION {REST}"]
    for name, (first, after) in made.items():
        texts += [
            f"CREATE TABLE {SCHEMA}.{name} PARTITION OF {LOG} FOR VALUES FROM ('{first}') TO ('{after}')",
            MOVE.format(first=first, after=after),
        ]
    return [*texts, f"ALTER TABLE {LOG} ATTACH PARTITION {REST} DEFAULT"]
