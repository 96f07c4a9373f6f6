"""Where a page of the change log ended: by time first, since what is brought in may be older than what is there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

LogPlace = tuple[datetime, int]
"""When an entry was written and its number, which tells entries of one moment apart."""
BEGINNING: Final[LogPlace] = (datetime.max.replace(tzinfo=UTC), 2**63 - 1)
"""Before everything: a page that begins here begins with the newest entry."""


def is_before(at: sa.Column[Any], number: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Whether an entry comes after the place that `bound` gives, the newest being the first."""
    return sa.tuple_(at, number) < sa.tuple_(
        sa.bindparam("before_at", type_=sa.DateTime(timezone=True)),
        sa.bindparam("before_id", type_=sa.BigInteger()),
    )


def bound(place: LogPlace) -> dict[str, object]:
    """The values behind the binds of `is_before`."""
    return {"before_at": place[0], "before_id": place[1]}


def written(place: LogPlace) -> list[str]:
    """A place as a cursor keeps it."""
    return [place[0].isoformat(), str(place[1])]


def read(kept: Sequence[str | None]) -> LogPlace | None:
    """The place that a cursor kept; None where it holds something else."""
    match kept:
        case [str(at), str(number)]:
            return datetime.fromisoformat(at), int(number)
    return None
