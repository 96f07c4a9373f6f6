"""Masked values: what a person sees of a value that is there but not to be read."""

from typing import Final

from sqlalchemy import ColumnElement, String, Text, case, cast, func, literal_column, null
from sqlalchemy.dialects.postgresql import JSONB

from engines.expression.types import TEXT
from engines.form.field import Field

DOTS: Final = "•••"
SHORTEST_SHOWN: Final = 8
"""Texts at least this long show their last four characters, as people know from card numbers."""


def masked(field: Field, value: ColumnElement[object]) -> ColumnElement[object]:
    """The masked form of an output column: blank stays blank. A kind whose values people know by
    a part of them says which part; of others neither length nor beginning is told."""
    own = field.mask(value)
    if own is not None:
        return case((value.is_(None), null()), else_=own)
    dots = literal_column(f"'{DOTS}'", Text)
    if field.value_type() != TEXT or not isinstance(value.type, String):
        return case((value.is_(None), null()), else_=dots)
    shown = dots + func.right(value, 4)
    return case((value.is_(None), null()), (func.char_length(value) < SHORTEST_SHOWN, dots), else_=shown)


def masked_where_unread(
    field: Field,
    value: ColumnElement[object],
    read: ColumnElement[bool],
    seen: ColumnElement[bool] | None,
) -> ColumnElement[object]:
    """The value on records where `read` holds, its mask where only `seen` holds (None: everywhere else).

    Both are JSON, since a mask is text whatever the value is."""
    full = func.to_jsonb(value, type_=JSONB)
    mask = func.to_jsonb(cast(masked(field, value), Text), type_=JSONB)
    if seen is None:
        return case((read, full), else_=mask)
    return case((read, full), (seen, mask))
