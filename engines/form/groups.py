"""How records are told apart into groups: by one of few values, or by the span of time in which a moment lies."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.expression.types import BOOLEAN, DATE, DATETIME, DEPARTMENT, LINK, PERSON, Type, is_list
from engines.form.field import Field
from engines.form.system import SYSTEM_MEANINGS
from engines.form.view import Fielded

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
BY_VALUE: Final = "value"
"""The way to group by the values themselves."""

EQUAL: Final = "is"
"""The operator that finds the records of a group."""
NAMING: Final = frozenset({PERSON.name, DEPARTMENT.name, LINK.name})
DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7}
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "year": 12}
MOMENTS: Final = frozenset({DATE.name, DATETIME.name})


def makes_few(form: Fielded, key: str) -> bool:
    """Whether a field's values name something of which there are few: options, people, departments, records."""
    field = form.fields.get(key)
    if field is None:
        return key in SYSTEM_MEANINGS and SYSTEM_MEANINGS[key].type.name in NAMING
    return is_few(field)


def is_few(field: Field) -> bool:
    """The same of a field."""
    if field.row_fields() is not None or not field.can_group or is_list(field.value_type()):
        return False
    listed = field.option_labels() is not None or field.value_type().name in NAMING
    return listed and EQUAL in field.operators()


def ways_of(kind: Type) -> tuple[str, ...]:
    """In which ways a moment can be grouped; none for other values."""
    return UNITS if kind.name in MOMENTS else ()


def group_ways(field: Field) -> tuple[str, ...]:
    """In which ways records can be grouped by a field: by its values, by spans of time, or not at all."""
    if field.row_fields() is not None:
        return ()
    if is_few(field) or (field.can_group and field.value_type() == BOOLEAN and EQUAL in field.operators()):
        return (BY_VALUE,)
    return ways_of(field.value_type())


def system_ways(key: str) -> tuple[str, ...]:
    """The same of a column that every record has."""
    kind = SYSTEM_MEANINGS[key].type
    return (BY_VALUE,) if kind.name in NAMING else ways_of(kind)


def ways_to_group(form: Fielded, key: str) -> tuple[str, ...]:
    """In which ways a form's records can be grouped by a field or a column that every record has."""
    if key in SYSTEM_MEANINGS:
        return system_ways(key)
    field = form.fields.get(key)
    return () if field is None else group_ways(field)


def first_day(
    column: ColumnElement[Any], kind: Type, unit: Unit, zone: ColumnElement[str]
) -> ColumnElement[date]:
    """The first day of the span in which a day, or a moment in a time zone, lies. Weeks begin on Monday."""
    local: ColumnElement[Any] = (
        sa.func.timezone(zone, column) if kind == DATETIME else sa.cast(column, sa.DateTime())
    )
    return sa.cast(sa.func.date_trunc(sa.literal_column(f"'{unit}'"), local), sa.Date())


def day_after(first: date, unit: Unit) -> date | None:
    """The day after a span's last one; None where the calendar ends."""
    if unit in DAYS:
        return None if (date.max - first).days < DAYS[unit] else first + timedelta(days=DAYS[unit])
    year, month = divmod(first.year * 12 + first.month - 1 + MONTHS[unit], 12)
    return None if year > date.max.year else date(year, month + 1, 1)


def members(key: str, value: object) -> Mapping[str, object]:
    """The filter that finds the records of a group by value; of nothing, those where it is blank."""
    if value is None:
        return {"field": key, "operator": "is_blank"}
    return {"field": key, "operator": EQUAL, "value": value}


def members_within(
    key: str, kind: Type, first: date | None, unit: Unit, zone: ZoneInfo
) -> Mapping[str, object]:
    """The filter that finds the records of a span of time."""
    if first is None:
        return members(key, None)
    after = day_after(first, unit)
    bounds = {"on_or_after": first} if after is None else {"on_or_after": first, "before": after}
    parts = [
        {
            "field": key,
            "operator": operator,
            "value": (datetime.combine(day, time(), zone) if kind == DATETIME else day).isoformat(),
        }
        for operator, day in bounds.items()
    ]
    return {"all": parts}
