"""From where on the change log tells of changes that a preparation may not have seen.

A line of the log gets its number before its transaction ends, so lines appear out of order. Of each round of catching
up this keeps the last number given out until then and the transactions that had not begun: once every one before those
has ended, what was numbered before has been seen."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader

LONGEST_WRITE: Final = timedelta(minutes=15)
"""How long before its commit a change may have been dated."""
MARGIN: Final = 1_000
"""Numbers that may be given out to transactions which PostgreSQL does not count yet."""

MARK: Final = prepare(
    sa.text(
        """
        SELECT pg_snapshot_xmin(s.now)::text AS oldest, pg_snapshot_xmax(s.now)::text AS coming,
               coalesce(pg_sequence_last_value(pg_get_serial_sequence('mortise.record_change', 'id')), 0) AS last
        FROM pg_current_snapshot() AS s(now)
        """
    )
)
EARLIEST: Final = prepare(
    sa.select(sa.func.min(record_change.c.id)).where(
        record_change.c.at >= sa.func.now() - sa.bindparam("longest", LONGEST_WRITE, type_=sa.Interval)
    )
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Lines behind the number `floor` may not have been seen. `marks` are (transaction, number): when every
    transaction before the one has ended, lines up to the other have."""

    floor: int
    marks: tuple[tuple[int, int], ...] = ()

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"floor": self.floor, "marks": [list(mark) for mark in self.marks]}


def horizon_of(stored: Any) -> Horizon:
    """The horizon that was noted."""
    return Horizon(stored["floor"], tuple((int(coming), int(last)) for coming, last in stored["marks"]))


async def first_horizon(reader: Reader) -> Horizon:
    """Before anything is filled: whatever was written lately may still be on its way."""
    last = await mark(reader)
    earliest = await reader.fetchval(EARLIEST)
    return Horizon(min(earliest - 1, last[2]) if isinstance(earliest, int) else max(last[2] - MARGIN, 0))


async def next_horizon(reader: Reader, horizon: Horizon) -> Horizon:
    """To be asked before a round of catching up from `horizon`: from where the round after it begins."""
    oldest, coming, last = await mark(reader)
    floor = max((number for begun, number in horizon.marks if begun <= oldest), default=horizon.floor)
    marks = [each for each in horizon.marks if each[1] > floor]
    return Horizon(max(floor, horizon.floor), (*marks, (coming, max(last - MARGIN, 0))))


async def mark(reader: Reader) -> tuple[int, int, int]:
    """The oldest transaction that is open, the first that has not begun, and the last number of the log."""
    row = await reader.fetchrow(MARK)
    if row is None:
        raise LookupError("the database tells no snapshot")
    return int(row["oldest"]), int(row["coming"]), row["last"]
