"""Weeks and fiscal years in SQL, as the company begins them. The caller fills `week_start` and `fiscal_start`."""

from typing import Final

from sqlalchemy import bindparam, cast, extract, literal_column
from sqlalchemy.types import Integer

from engines.expression.clock import WEEK, YEAR
from engines.expression.function import Sql
from engines.expression.sql_types import sql_type
from engines.expression.types import NUMBER

WEEK_START: Final[Sql] = cast(bindparam("week_start", type_=sql_type(NUMBER)), Integer)
"""The weekday on which weeks begin: 0 is Monday."""
FISCAL_START: Final[Sql] = cast(bindparam("fiscal_start", type_=sql_type(NUMBER)), Integer)
"""The month with which fiscal years begin: 1 is January."""


def _number(value: int) -> Sql:
    return literal_column(str(value), Integer)


def _part(name: str, day: Sql) -> Sql:
    return cast(extract(name, day), Integer)


def into_week(day: Sql) -> Sql:
    """How many days of its week lie before `day`, which is not infinite."""
    return (_part("isodow", day) + _number(WEEK - 1) - WEEK_START) % _number(WEEK)


def into_fiscal_year(day: Sql) -> Sql:
    """How many months of its fiscal year lie before the month of `day`, which is not infinite."""
    return (_part("month", day) + _number(YEAR) - FISCAL_START) % _number(YEAR)


def fiscal_year(day: Sql) -> Sql:
    """The calendar year in which the fiscal year of `day`, which is not infinite, ends."""
    begins = _part("year", day) * _number(YEAR) + _part("month", day) - into_fiscal_year(day)
    return (begins + _number(YEAR - 2)) // _number(YEAR)
