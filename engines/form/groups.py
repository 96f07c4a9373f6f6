"""How records are told apart into groups: by one of few values, or by the span of time in which a moment lies."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.expression.clock import WEEK, YEAR, Calendar, Clock
from engines.expression.periods import into_fiscal_year, into_week
from engines.expression.types import BOOLEAN, DATE, DATETIME, DEPARTMENT, LINK, PERSON, Type, is_list
from engines.form.field import Field
from engines.form.system import SYSTEM_MEANINGS
from engines.form.view import Fielded

Unit = Literal["day", "week", "month", "quarter", "year", "fiscal_quarter", "fiscal_year"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
BY_VALUE: Final = "value"
"""The way to group by the values themselves."""

EQUAL: Final = "is"
"""The operator that finds the records of a group."""
NAMING: Final = frozenset({PERSON.name, DEPARTMENT.name, LINK.name})
MONTHS: Final[Mapping[Unit, int]] = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "fiscal_quarter": 3,
    "fiscal_year": 12,
}
FISCAL: Final[frozenset[Unit]] = frozenset({"fiscal_quarter", "fiscal_year"})
EARLIEST: Final[ColumnElement[date]] = sa.literal_column("date '0001-01-01'", sa.Date())
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
    """The first day of the span in which a day, or a moment in a time zone, lies; the calendar's first day where the
    span begins before it. Weeks and fiscal years begin as the binds of `periods` say."""
    local: ColumnElement[Any] = (
        sa.func.timezone(zone, column) if kind == DATETIME else sa.cast(column, sa.DateTime())
    )
    if unit != "week" and unit not in FISCAL:
        return _truncated(unit, local)
    # The last day of all is kept as one without an end, which has neither weekday nor month.
    day = sa.func.mortise.real_date(sa.cast(local, sa.Date()), type_=sa.Date())
    if unit == "week":
        first: ColumnElement[date] = day.op("-", return_type=sa.Date())(into_week(day))
    else:
        begun = into_fiscal_year(day) % sa.literal_column(str(MONTHS[unit]))
        first = _truncated("month", day - sa.func.make_interval(sa.literal_column("0"), begun))
    return sa.case((day.is_not(None), sa.func.greatest(first, EARLIEST, type_=sa.Date())))


def _truncated(unit: Unit, local: ColumnElement[Any]) -> ColumnElement[date]:
    return sa.cast(sa.func.date_trunc(sa.literal_column(f"'{unit}'"), local), sa.Date())


def day_after(first: date, unit: Unit, calendar: Calendar) -> date | None:
    """The day after the last one of the span in which `first` lies; None where the calendar of all ends before it."""
    if unit in MONTHS:
        begun = calendar.into_fiscal_year(first) if unit in FISCAL else first.month - 1
        months = first.year * YEAR + first.month - 1 + MONTHS[unit] - begun % MONTHS[unit]
        year, month = divmod(months, YEAR)
        return None if year > date.max.year else date(year, month + 1, 1)
    days = WEEK - calendar.into_week(first) if unit == "week" else 1
    return None if (date.max - first).days < days else first + timedelta(days=days)


def members(key: str, value: object) -> Mapping[str, object]:
    """The filter that finds the records of a group by value; of nothing, those where it is blank."""
    if value is None:
        return {"field": key, "operator": "is_blank"}
    return {"field": key, "operator": EQUAL, "value": value}


def members_within(
    key: str, kind: Type, first: date | None, unit: Unit, clock: Clock
) -> Mapping[str, object]:
    """The filter that finds the records of a span of time."""
    if first is None:
        return members(key, None)
    after = day_after(first, unit, clock.holidays)
    bounds = {"on_or_after": first} if after is None else {"on_or_after": first, "before": after}
    parts = [
        {
            "field": key,
            "operator": operator,
            "value": (
                datetime.combine(day, time(), clock.time_zone) if kind == DATETIME else day
            ).isoformat(),
        }
        for operator, day in bounds.items()
    ]
    return {"all": parts}
