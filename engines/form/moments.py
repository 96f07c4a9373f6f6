"""Which fields put a record into time, and which give it a colour there."""

from typing import Final

from engines.expression.types import DATE, DATETIME, is_list
from engines.form.field import Field
from engines.form.system import SYSTEM_TYPES
from engines.form.view import Fielded

DAYS: Final = frozenset({DATE.name, DATETIME.name})
SPANNING: Final = "overlaps"
"""The operator that finds the values which reach into some days."""


def is_day(form: Fielded, key: str) -> bool:
    """Whether a field holds one day or moment."""
    field = form.fields.get(key)
    if field is None:
        return key in SYSTEM_TYPES and SYSTEM_TYPES[key].name in DAYS
    return field.row_fields() is None and field.value_type().name in DAYS


def lies_in_time(form: Fielded, key: str) -> bool:
    """Whether a field says on which days a record stands: a day, a moment, or a span of days."""
    field = form.fields.get(key)
    return is_day(form, key) or (field is not None and SPANNING in field.operators())


def has_colours(form: Fielded, key: str) -> bool:
    """Whether the value of a field has a colour."""
    field = form.fields.get(key)
    return field is not None and is_choice(field)


def is_choice(field: Field) -> bool:
    """Whether a field holds one of several options."""
    return (
        field.row_fields() is None and not is_list(field.value_type()) and field.option_labels() is not None
    )
