"""Functions of the weeks, months, quarters and years in which dates lie, as the company begins them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import case, cast, func, literal_column
from sqlalchemy.types import Date, Numeric

from engines.expression import periods
from engines.expression.clock import Clock
from engines.expression.function import Function, Parameter, Sql, SqlWriter, Words, words
from engines.expression.tree import Call
from engines.expression.types import DATE, NUMBER, choice_of

THE_DATE: Final = Parameter(words("日期", "date"), DATE)
QUARTER: Final = 3
"""Months."""


def start_of(clock: Clock, day: date, unit: str) -> date | None:
    """The first day of the week, month, quarter or year; blank where the calendar begins after it."""
    match unit:
        case "W":
            before = timedelta(days=clock.holidays.into_week(day))
            return day - before if day - date.min >= before else None
        case "M":
            return day.replace(day=1)
        case "Q":
            return day.replace(month=(day.month - 1) // QUARTER * QUARTER + 1, day=1)
        case "Y":
            return day.replace(month=1, day=1)
    return None


def real_day(writer: SqlWriter, node: Call) -> Sql:
    """The date that is meant: tables keep the first and the last of the calendar as infinite."""
    return func.mortise.real_date(writer.value(node.arguments[0]), type_=Date())


def sql_start_of(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    day, unit = real_day(writer, node), writer.value(node.arguments[1])
    first = day.op("-", return_type=Date())(periods.into_week(day))
    return case(
        (unit.op("=")(literal_column("'W'")), func.mortise.valid_date(first, type_=Date())),
        else_=func.mortise.start_of(day, unit, type_=Date()),
    )


STARTOF = Function(
    name="STARTOF",
    help=words(
        "所在周 W（按公司设置的每周第一天）、月 M、季 Q 或年 Y 的第一天",
        "The first day of its week W, as the company's weeks begin, month M, quarter Q or year Y",
    ),
    example='STARTOF(TODAY(), "Q")',
    parameters=(THE_DATE, Parameter(words("单位", "unit"), choice_of(["W", "M", "Q", "Y"]))),
    result=DATE,
    python=start_of,
    clock=True,
    calendar=True,
    sql_form=sql_start_of,
    settled=True,
)


def fiscal_part(
    name: str, help_text: Words, python: Callable[[Clock, date], int], sql: Callable[[Sql], Sql]
) -> Function:
    """A function that takes one number out of the fiscal year of a date."""
    return Function(
        name=name,
        help=help_text,
        example=f"{name}(signed_on)",
        parameters=(THE_DATE,),
        result=NUMBER,
        python=lambda clock, day: Decimal(python(clock, day)),
        clock=True,
        calendar=True,
        sql_form=lambda writer, node: cast(sql(real_day(writer, node)), Numeric()),
        settled=True,
    )


FISCALYEAR = fiscal_part(
    "FISCALYEAR",
    words(
        "公司财年，以财年结束所在的年份命名",
        "The company's fiscal year, called by the calendar year in which it ends",
    ),
    lambda clock, day: clock.holidays.fiscal_year(day),
    periods.fiscal_year,
)
FISCALQUARTER = fiscal_part(
    "FISCALQUARTER",
    words("公司财年的季度，1 到 4", "The quarter of the company's fiscal year, 1 to 4"),
    lambda clock, day: clock.holidays.into_fiscal_year(day) // QUARTER + 1,
    lambda day: periods.into_fiscal_year(day) // literal_column(str(QUARTER)) + literal_column("1"),
)
