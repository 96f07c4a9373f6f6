"""The order of a list, and the condition that a row comes after a page's last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class OrderKey:
    """A column to order by. Blank values stand where PostgreSQL's indexes have them: after all others going up,
    before all others going down."""

    column: ColumnElement[Any]
    descending: bool = False

    def clause(self) -> ColumnElement[Any]:
        return self.column.desc() if self.descending else self.column.asc()

    def as_text(self) -> ColumnElement[str]:
        """The value as a cursor carries it."""
        return sa.cast(self.column, sa.Text)


def after(keys: Sequence[OrderKey], blanks: Sequence[bool]) -> ColumnElement[bool]:
    """The rows that come after the one whose keys are bound as after_0, after_1 …; `blanks` tells which of them
    are blank. The last key is unique and never blank."""
    alternatives: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for position, (key, blank) in enumerate(zip(keys, blanks, strict=True)):
        value = _bound(key, position)
        beyond = _beyond(key, value, blank)
        if beyond is not None:
            alternatives.append(sa.and_(*equal, beyond))
        equal.append(key.column.is_(None) if blank else key.column == value)
    condition = sa.or_(*alternatives)
    first = keys[0]
    if first.descending and not blanks[0] and len(keys) > 1:
        # Said once more for the planner: an index on the first key then starts at the right place.
        return sa.and_(first.column <= _bound(first, 0), condition)
    return condition


def _beyond(key: OrderKey, value: ColumnElement[Any], blank: bool) -> ColumnElement[bool] | None:
    if key.descending:
        return key.column.is_not(None) if blank else key.column < value
    return None if blank else sa.or_(key.column > value, key.column.is_(None))


def _bound(key: OrderKey, position: int) -> ColumnElement[Any]:
    # Sent as text and cast in SQL, so that a cursor needs no codec per type. A collation is the column's own.
    kind: sa.types.TypeEngine[Any] = sa.Text() if isinstance(key.column.type, sa.String) else key.column.type
    text = sa.cast(sa.bindparam(f"after_{position}", type_=sa.Text()), sa.Text)
    return sa.cast(text, kind)
