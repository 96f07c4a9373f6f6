"""Which fields of a form a list of its records can show, be ordered by and add up."""

from engines.form.system import SYSTEM_TYPES
from engines.form.view import Fielded


def stands_in_a_cell(form: Fielded, key: str) -> bool:
    """Whether a cell has room for the value of a field, or for what every record has."""
    field = form.fields.get(key)
    return key in SYSTEM_TYPES if field is None else not field.is_table


def puts_in_order(form: Fielded, key: str) -> bool:
    """Whether records can be ordered by a field."""
    field = form.fields.get(key)
    return key in SYSTEM_TYPES if field is None else not field.is_table and field.sortable


def adds_up(form: Fielded, key: str) -> bool:
    """Whether the values of a field have a sum."""
    field = form.fields.get(key)
    return field is not None and not field.is_table and "sum" in field.aggregates()
