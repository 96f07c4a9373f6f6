"""Functions of working days: Monday to Friday, as the company's calendar changes them."""

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import func
from sqlalchemy.types import Boolean, Date, Numeric

from engines.expression.clock import ONE_DAY, SATURDAY, Calendar, Clock
from engines.expression.function import Function, Parameter, Sql, SqlWriter, words
from engines.expression.tree import Call
from engines.expression.types import BOOLEAN, DATE, NUMBER, list_of
from engines.expression.values import whole

THE_DATE: Final = Parameter(words("日期", "date"), DATE)
MOST_WORKDAYS: Final = 10_000


def workday(clock: Clock, day: date, count: Decimal) -> date | None:
    """The working day so many working days later; earlier when the count is below zero."""
    left = whole(count)
    if abs(left) > MOST_WORKDAYS:
        return None
    step = ONE_DAY if left > 0 else -ONE_DAY
    try:
        while left:
            day += step
            if clock.holidays.is_working(day):
                left -= 1 if left > 0 else -1
    except OverflowError:
        return None
    return day


def weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there are up to and with a date."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, SATURDAY)


def workdays_between(clock: Clock, start: date, end: date) -> Decimal:
    """How many working days there are from the start to the end, both counted; below zero when reversed."""
    first, last = min(start, end), max(start, end)
    count = weekdays_until(last) - weekdays_until(first) + (first.weekday() < SATURDAY)
    count += changes(clock.holidays, first, last)
    return Decimal(count if start <= end else -count)


def changes(calendar: Calendar, first: date, last: date) -> int:
    """How many working days the calendar adds within a range; below zero when it takes them."""
    added = sum(first <= day <= last and day.weekday() >= SATURDAY for day in calendar.on)
    return added - sum(first <= day <= last and day.weekday() < SATURDAY for day in calendar.off)


def calendar_binds(writer: SqlWriter) -> tuple[Sql, Sql]:
    """The calendar as SQL is given it."""
    return writer.bind("days_off", list_of(DATE)), writer.bind("days_on", list_of(DATE))


def sql_workday(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    return func.mortise.workday(*map(writer.value, node.arguments), *calendar_binds(writer), type_=Date())


def sql_workdays_between(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    return func.mortise.workdays_between(
        *map(writer.value, node.arguments), *calendar_binds(writer), type_=Numeric()
    )


def sql_is_workday(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    return func.mortise.is_workday(
        *map(writer.value, node.arguments), *calendar_binds(writer), type_=Boolean()
    )


WORKDAY = Function(
    name="WORKDAY",
    help=words(
        "若干个工作日之后（负数为之前）的日期，按公司日历",
        "The date so many working days later, or earlier below zero, by the company's calendar",
    ),
    example="WORKDAY(TODAY(), 5)",
    parameters=(THE_DATE, Parameter(words("工作日数", "working days"), NUMBER)),
    result=DATE,
    python=workday,
    clock=True,
    calendar=True,
    sql_form=sql_workday,
    settled=True,
)
NETWORKDAYS = Function(
    name="NETWORKDAYS",
    help=words("两个日期之间的工作日数，首尾都算", "Working days between two dates, both counted"),
    example="NETWORKDAYS(signed_on, TODAY())",
    parameters=(Parameter(words("开始", "start"), DATE), Parameter(words("结束", "end"), DATE)),
    result=NUMBER,
    python=workdays_between,
    clock=True,
    calendar=True,
    sql_form=sql_workdays_between,
    settled=True,
)
ISWORKDAY = Function(
    name="ISWORKDAY",
    help=words("是否工作日，按公司日历", "Whether people work on that day, by the company's calendar"),
    example="ISWORKDAY(visit_on)",
    parameters=(THE_DATE,),
    result=BOOLEAN,
    python=lambda clock, day: clock.holidays.is_working(day),
    clock=True,
    calendar=True,
    sql_form=sql_is_workday,
    settled=True,
)
