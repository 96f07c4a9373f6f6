"""What the database refuses, told as an issue on the field that it concerns."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import asyncpg

from engines.form.compiled import SubTable
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.errors import Invalid

TOLD: Final[dict[type[asyncpg.IntegrityConstraintViolationError], str]] = {
    asyncpg.UniqueViolationError: "already_exists",
    asyncpg.ForeignKeyViolationError: "reference_unknown",
    asyncpg.CheckViolationError: "circle_of_records",
}


@contextmanager
def told(context: Context) -> Iterator[None]:
    """Turns a broken constraint into an issue; of the record that is in the way nothing is said."""
    try:
        yield
    except tuple(TOLD) as refused:
        place = context.app.schema.constraints.get(refused.constraint_name or "")
        if place is None:
            raise
        source = context.app.schema.sources[place[0]]
        where = pointer(source.key) if isinstance(source, SubTable) else pointer(place[1])
        raise Invalid([Issue(TOLD[type(refused)], where)]) from refused
