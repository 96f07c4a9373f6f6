"""Operators: functions whose names are signs, told apart by the types of their operands."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import func
from sqlalchemy.types import Date, DateTime, Numeric, Text

from engines.expression.function import Function, Parameter, Sql, words
from engines.expression.types import DATE, DATETIME, DURATION, NUMBER, TEXT, Type
from engines.expression.values import EXACT, add, divide, multiply, negate, subtract, whole, within

FIRST: Final = words("左边", "left")
SECOND: Final = words("右边", "right")
NUMERIC: Final = Numeric()
MICROSECONDS: Final = Decimal(1_000_000)


def operands(first: Type, second: Type) -> tuple[Parameter, Parameter]:
    """The two sides of an operator."""
    return Parameter(FIRST, first), Parameter(SECOND, second)


# Sums -------------------------------------------------------------------------------------------------------


def plus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """The sum of what is not blank."""
    if first is None or second is None:
        return second if first is None else first
    return within(add(first, second))


def minus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """The difference of what is not blank."""
    if second is None:
        return first
    return negate(second) if first is None else within(subtract(first, second))


def sql_plus(first: Sql, second: Sql) -> Sql:
    """The same in SQL."""
    return func.mortise.plus(first, second, type_=NUMERIC)


def sql_minus(first: Sql, second: Sql) -> Sql:
    """The same in SQL."""
    return func.mortise.minus(first, second, type_=NUMERIC)


def shifted_date(day: date | None, days: Decimal | None) -> date | None:
    """The date a whole number of days later."""
    if day is None or days is None:
        return day
    try:
        return day + timedelta(days=whole(days))
    except OverflowError:
        return None


def shifted_moment(moment: datetime | None, seconds: Decimal | None) -> datetime | None:
    """The moment so many seconds later, to the microsecond."""
    if moment is None or seconds is None:
        return moment
    try:
        return moment + timedelta(
            microseconds=int(multiply(seconds, MICROSECONDS).to_integral_value(context=EXACT))
        )
    except OverflowError:
        return None


def seconds_between(later: datetime, earlier: datetime) -> Decimal:
    """How many seconds lie between two moments."""
    gap = later - earlier
    return add(Decimal(gap.days * 86_400 + gap.seconds), Decimal(gap.microseconds).scaleb(-6))


HELP_PLUS: Final = words(
    "相加；空值跳过，全空为空。日期加天数得日期，时间点加时长得时间点",
    "Adds. Blanks are skipped. A date plus days is a date, a moment plus a duration is a moment",
)
HELP_MINUS: Final = words(
    "相减；空值跳过。两个日期相减得天数，两个时间点相减得时长",
    "Subtracts. Blanks are skipped. Two dates give days between, two moments a duration",
)

PLUS = Function(
    name="+",
    help=HELP_PLUS,
    example="price + freight",
    parameters=operands(NUMBER, NUMBER),
    result=NUMBER,
    python=plus,
    sql=sql_plus,
    own_blank=True,
    settled=True,
)
PLUS_DURATION = Function(
    name="+",
    key="+ duration",
    help=HELP_PLUS,
    example="HOURS(2) + MINUTES(30)",
    parameters=operands(DURATION, DURATION),
    result=DURATION,
    python=plus,
    sql=sql_plus,
    own_blank=True,
    settled=True,
)
PLUS_DAYS = Function(
    name="+",
    key="+ days",
    help=HELP_PLUS,
    example="signed_on + 30",
    parameters=operands(DATE, NUMBER),
    result=DATE,
    python=shifted_date,
    sql=lambda day, days: func.mortise.shift_date(day, days, type_=Date()),
    own_blank=True,
    settled=True,
)
DAYS_PLUS = Function(
    name="+",
    key="days +",
    help=HELP_PLUS,
    example="30 + signed_on",
    parameters=operands(NUMBER, DATE),
    result=DATE,
    python=lambda days, day: shifted_date(day, days),
    sql=lambda days, day: func.mortise.shift_date(day, days, type_=Date()),
    own_blank=True,
    settled=True,
)
PLUS_SECONDS = Function(
    name="+",
    key="+ seconds",
    help=HELP_PLUS,
    example="created_at + HOURS(4)",
    parameters=operands(DATETIME, DURATION),
    result=DATETIME,
    python=shifted_moment,
    sql=lambda moment, seconds: func.mortise.shift_moment(moment, seconds, type_=DateTime(timezone=True)),
    own_blank=True,
    settled=True,
)
MINUS = Function(
    name="-",
    help=HELP_MINUS,
    example="amount - discount",
    parameters=operands(NUMBER, NUMBER),
    result=NUMBER,
    python=minus,
    sql=sql_minus,
    own_blank=True,
    settled=True,
)
MINUS_DURATION = Function(
    name="-",
    key="- duration",
    help=HELP_MINUS,
    example="HOURS(2) - MINUTES(30)",
    parameters=operands(DURATION, DURATION),
    result=DURATION,
    python=minus,
    sql=sql_minus,
    own_blank=True,
    settled=True,
)
MINUS_DAYS = Function(
    name="-",
    key="- days",
    help=HELP_MINUS,
    example="due_on - 7",
    parameters=operands(DATE, NUMBER),
    result=DATE,
    python=lambda day, days: shifted_date(day, None if days is None else negate(days)),
    sql=lambda day, days: func.mortise.shift_date(day, -days, type_=Date()),
    own_blank=True,
    settled=True,
)
MINUS_SECONDS = Function(
    name="-",
    key="- seconds",
    help=HELP_MINUS,
    example="due_at - HOURS(4)",
    parameters=operands(DATETIME, DURATION),
    result=DATETIME,
    python=lambda moment, seconds: shifted_moment(moment, None if seconds is None else negate(seconds)),
    sql=lambda moment, seconds: func.mortise.shift_moment(moment, -seconds, type_=DateTime(timezone=True)),
    own_blank=True,
    settled=True,
)
DAYS_BETWEEN = Function(
    name="-",
    key="days between",
    help=HELP_MINUS,
    example="due_on - TODAY()",
    parameters=operands(DATE, DATE),
    result=NUMBER,
    python=lambda later, earlier: Decimal((later - earlier).days),
    sql=lambda later, earlier: func.mortise.days_between(later, earlier, type_=NUMERIC),
    settled=True,
)
SECONDS_BETWEEN = Function(
    name="-",
    key="seconds between",
    help=HELP_MINUS,
    example="NOW() - created_at",
    parameters=operands(DATETIME, DATETIME),
    result=DURATION,
    python=seconds_between,
    sql=lambda later, earlier: func.mortise.seconds_between(later, earlier, type_=NUMERIC),
    settled=True,
)
NEGATE = Function(
    name="-",
    key="negate",
    help=words("取相反数", "The opposite number"),
    example="-amount",
    parameters=(Parameter(words("数", "number"), NUMBER),),
    result=NUMBER,
    python=negate,
    sql=lambda value: -value,
    settled=True,
)
NEGATE_DURATION = Function(
    name="-",
    key="negate duration",
    help=words("取相反的时长", "The opposite duration"),
    example="-HOURS(2)",
    parameters=(Parameter(words("时长", "duration"), DURATION),),
    result=DURATION,
    python=negate,
    sql=lambda value: -value,
    settled=True,
)

# Products ---------------------------------------------------------------------------------------------------

HELP_TIMES: Final = words("相乘；有空则空", "Multiplies; blank when one is blank")
HELP_DIVIDE: Final = words(
    "相除；有空或除数为零则空", "Divides; blank when one is blank or the divisor is zero"
)


def product(key: str, first: Type, second: Type, result: Type, example: str) -> Function:
    """Multiplication of one pair of types."""
    return Function(
        name="*",
        key=key,
        help=HELP_TIMES,
        example=example,
        parameters=operands(first, second),
        result=result,
        python=multiply,
        sql=lambda one, other: one * other,
    )


def quotient(key: str, first: Type, second: Type, result: Type, example: str) -> Function:
    """Division of one pair of types."""
    return Function(
        name="/",
        key=key,
        help=HELP_DIVIDE,
        example=example,
        parameters=operands(first, second),
        result=result,
        python=divide,
        sql=lambda dividend, divisor: func.mortise.divide(dividend, divisor, type_=NUMERIC),
        settled=True,
    )


TIMES = product("*", NUMBER, NUMBER, NUMBER, "price * quantity")
DURATION_TIMES = product("duration *", DURATION, NUMBER, DURATION, "HOURS(8) * days")
TIMES_DURATION = product("* duration", NUMBER, DURATION, DURATION, "days * HOURS(8)")
DIVIDE = quotient("/", NUMBER, NUMBER, NUMBER, "won / total")
DIVIDE_DURATION = quotient("duration /", DURATION, NUMBER, DURATION, "HOURS(8) / 2")
RATIO = quotient("/ duration", DURATION, DURATION, NUMBER, "(NOW() - created_at) / HOURS(1)")

# Text -------------------------------------------------------------------------------------------------------


def joined(first: str | None, second: str | None) -> str | None:
    """Two texts, one behind the other; a blank one adds nothing."""
    return second if first is None else first if second is None else first + second


JOIN = Function(
    name="&",
    help=words("把文本接在一起；空值跳过", "Joins texts; blanks are skipped"),
    example='name & " (" & city & ")"',
    parameters=(Parameter(FIRST, TEXT, prints=True), Parameter(SECOND, TEXT, prints=True)),
    result=TEXT,
    python=joined,
    sql=lambda first, second: func.mortise.join(first, second, type_=Text()),
    own_blank=True,
)
