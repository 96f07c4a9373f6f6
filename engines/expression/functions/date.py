"""Functions of dates, moments, times of day and durations."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import cast, extract, func
from sqlalchemy.types import Date, Numeric

from engines.expression.function import Function, Parameter, Words, words
from engines.expression.types import DATE, NUMBER, TEXT, choice_of
from engines.expression.values import ONE, fold, whole

NUMERIC: Final = Numeric()
THE_DATE: Final = Parameter(words("日期", "date"), DATE)
START: Final = Parameter(words("开始", "start"), DATE)
END: Final = Parameter(words("结束", "end"), DATE)
MONTHS: Final = Parameter(words("月数", "months"), NUMBER)
A_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|年([0-9]{1,2})月)([0-9]{1,2})日?")
MOST_MONTHS: Final = 200_000
MOST_DAYS: Final = 4_000_000


def month_start(months: int) -> date | None:
    """The first day of a month counted from the year 0."""
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) if 1 <= year <= 9999 else None


def make_date(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    """The date; months and days beyond their range roll over, as in a spreadsheet."""
    years, months, days = whole(year), whole(month), whole(day)
    if not (0 <= years <= 9999 and abs(months) <= MOST_MONTHS and abs(days) <= MOST_DAYS):
        return None
    first = month_start(years * 12 + months - 1)
    return None if first is None else shifted(first, days - 1)


def shifted(day: date, days: int) -> date | None:
    """The date so many days later, if there is one."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_later(day: date, months: Decimal) -> date | None:
    """The same day of a later month, or that month's last day."""
    first = month_start(day.year * 12 + day.month - 1 + whole(months))
    return None if first is None else date(first.year, first.month, min(day.day, month_length(first)))


def month_length(first: date) -> int:
    """How many days the month has."""
    following = month_start(first.year * 12 + first.month)
    return (following - first).days if following is not None else 31


def month_end(day: date, months: Decimal) -> date | None:
    """The last day of a month, so many months later."""
    first = month_start(day.year * 12 + day.month - 1 + whole(months))
    return None if first is None else date(first.year, first.month, month_length(first))


def full_months(start: date, end: date) -> int:
    """How many months have passed in full."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def difference(start: date, end: date, unit: str) -> Decimal | None:
    """What DATEDIF of spreadsheets gives; blank when the end is before the start."""
    if end < start:
        return None
    months = full_months(start, end)
    years = months // 12
    match unit:
        case "D":
            return Decimal((end - start).days)
        case "M":
            return Decimal(months)
        case "Y":
            return Decimal(years)
        case "YM":
            return Decimal(months - years * 12)
        case "MD" | "YD":
            since = months_later(start, Decimal(months if unit == "MD" else years * 12))
            return None if since is None else Decimal((end - since).days)
    return None


def added(day: date, count: Decimal, unit: str) -> date | None:
    """The date so many days, weeks, months, quarters or years later."""
    steps = whole(count)
    match unit:
        case "D" | "W":
            days = steps * (7 if unit == "W" else 1)
            return shifted(day, days) if abs(days) <= MOST_DAYS else None
        case "M" | "Q" | "Y":
            return months_later(day, Decimal(steps * {"M": 1, "Q": 3, "Y": 12}[unit]))
    return None


def weekday(day: date, kind: Decimal = ONE) -> Decimal | None:
    """The day of the week, numbered as spreadsheets do."""
    monday = day.weekday()
    numbers = {1: (monday + 1) % 7 + 1, 2: monday + 1, 3: monday}
    found = numbers.get(whole(kind))
    return None if found is None else Decimal(found)


def date_from_text(value: str) -> date | None:
    """The date that a text shows: 2026-01-31, 2026/1/31 or 2026年1月31日."""
    found = A_DATE.fullmatch(fold(value))
    if found is None or found[0].endswith("日") != ("年" in found[0]):
        return None
    try:
        return date(int(found[1]), int(found[2] or found[3] or found[4]), int(found[5]))
    except ValueError:
        return None


TODAY = Function(
    name="TODAY",
    help=words("今天（公司时区）", "Today in the company's time zone"),
    example="due_on < TODAY()",
    result=DATE,
    python=lambda clock: clock.today,
    clock=True,
    sql_form=lambda writer, node: writer.bind("today", DATE),
    settled=True,
    filled="yes",
    volatile=True,
)
DATE_OF = Function(
    name="DATE",
    help=words(
        "由年、月、日组成日期；月、日可超出范围", "The date of a year, month and day; both may roll over"
    ),
    example="DATE(YEAR(signed_on), 12, 31)",
    parameters=(
        Parameter(words("年", "year"), NUMBER),
        Parameter(words("月", "month"), NUMBER),
        Parameter(words("日", "day"), NUMBER),
    ),
    result=DATE,
    python=make_date,
    sql=lambda year, month, day: func.mortise.make_date(year, month, day, type_=Date()),
    settled=True,
)
DATEVALUE = Function(
    name="DATEVALUE",
    help=words("文本表示的日期；不是日期则空", "The date that a text shows; blank when it shows none"),
    example='DATEVALUE("2026-01-31")',
    parameters=(Parameter(words("文本", "text"), TEXT),),
    result=DATE,
    python=date_from_text,
    sql=lambda value: func.mortise.to_date(value, type_=Date()),
    settled=True,
)


def date_part(
    name: str, help_text: Words, example: str, python: Callable[[date], int], field: str
) -> Function:
    """A function that takes one number out of a date."""
    return Function(
        name=name,
        help=help_text,
        example=example,
        parameters=(THE_DATE,),
        result=NUMBER,
        python=lambda day: Decimal(python(day)),
        sql=lambda day: cast(extract(field, day), NUMERIC),
        settled=True,
    )


YEAR = date_part("YEAR", words("年", "The year"), "YEAR(signed_on)", lambda day: day.year, "year")
MONTH = date_part(
    "MONTH", words("月，1 到 12", "The month, 1 to 12"), "MONTH(signed_on)", lambda day: day.month, "month"
)
DAY = date_part(
    "DAY", words("日，1 到 31", "The day of the month"), "DAY(signed_on)", lambda day: day.day, "day"
)
QUARTER = date_part(
    "QUARTER",
    words("季度，1 到 4", "The quarter, 1 to 4"),
    "QUARTER(signed_on)",
    lambda day: (day.month + 2) // 3,
    "quarter",
)
ISOWEEKNUM = date_part(
    "ISOWEEKNUM",
    words("ISO 周数，周一起", "The number of the week, from Monday"),
    "ISOWEEKNUM(signed_on)",
    lambda day: day.isocalendar().week,
    "week",
)


WEEKDAY = Function(
    name="WEEKDAY",
    help=words(
        "星期几：默认周日为 1；第二参数为 2 时周一为 1，为 3 时周一为 0",
        "The day of the week: Sunday is 1; with 2 Monday is 1, with 3 Monday is 0",
    ),
    example="WEEKDAY(due_on, 2)",
    parameters=(THE_DATE, Parameter(words("方式", "kind"), NUMBER, optional=True)),
    result=NUMBER,
    python=weekday,
    sql=lambda day, kind=1: func.mortise.weekday(day, kind, type_=NUMERIC),
    settled=True,
)
DATEDIF = Function(
    name="DATEDIF",
    help=words(
        "两个日期之间的整年 Y、整月 M、天数 D，或零头 YM、MD、YD；结束早于开始则空",
        "Full years Y, months M or days D between dates, or what is left: YM, MD, YD; blank when reversed",
    ),
    example='DATEDIF(signed_on, TODAY(), "D")',
    parameters=(
        START,
        END,
        Parameter(words("单位", "unit"), choice_of(["Y", "M", "D", "YM", "MD", "YD"])),
    ),
    result=NUMBER,
    python=difference,
    sql=lambda start, end, unit: func.mortise.date_difference(start, end, unit, type_=NUMERIC),
    settled=True,
)
DATEADD = Function(
    name="DATEADD",
    help=words(
        "加上若干日 D、周 W、月 M、季 Q 或年 Y；月末取当月最后一天",
        "So many days D, weeks W, months M, quarters Q or years Y later; a month's end stays one",
    ),
    example='DATEADD(signed_on, 1, "Y")',
    parameters=(
        THE_DATE,
        Parameter(words("数量", "count"), NUMBER),
        Parameter(words("单位", "unit"), choice_of(["D", "W", "M", "Q", "Y"])),
    ),
    result=DATE,
    python=added,
    sql=lambda day, count, unit: func.mortise.date_add(day, count, unit, type_=Date()),
    settled=True,
)
EDATE = Function(
    name="EDATE",
    help=words("若干个月后的同一天", "The same day so many months later"),
    example="EDATE(signed_on, 12)",
    parameters=(THE_DATE, MONTHS),
    result=DATE,
    python=months_later,
    sql=lambda day, months: func.mortise.months_later(day, months, type_=Date()),
    settled=True,
)
EOMONTH = Function(
    name="EOMONTH",
    help=words("若干个月后的月末", "The last day of the month, so many months later"),
    example="EOMONTH(TODAY(), 0)",
    parameters=(THE_DATE, MONTHS),
    result=DATE,
    python=month_end,
    sql=lambda day, months: func.mortise.month_end(day, months, type_=Date()),
    settled=True,
)
DAYS = Function(
    name="DAYS",
    help=words("从开始到结束的天数", "How many days from the start to the end"),
    example="DAYS(due_on, TODAY())",
    parameters=(END, START),
    result=NUMBER,
    python=lambda end, start: Decimal((end - start).days),
    sql=lambda end, start: func.mortise.days_between(end, start, type_=NUMERIC),
    settled=True,
)
