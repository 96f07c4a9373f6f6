"""Functions of moments, times of day and durations."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final

from sqlalchemy import cast, func, literal
from sqlalchemy.types import Date, DateTime, Numeric, Time

from engines.expression.clock import Clock
from engines.expression.function import Function, Parameter, Sql, SqlWriter, Words, words
from engines.expression.tree import Call
from engines.expression.types import DATE, DATETIME, DURATION, NUMBER, TEXT, TIME
from engines.expression.values import multiply, whole

NUMERIC: Final = Numeric()
THE_DATE: Final = Parameter(words("日期", "date"), DATE)


def local_sql(writer: SqlWriter, moment: Sql) -> Sql:
    """A moment as the company's clocks show it."""
    return func.timezone(writer.bind("time_zone", TEXT), moment, type_=DateTime())


def local_date(clock: Clock, moment: datetime) -> date | None:
    """The date of a moment in the company's time zone."""
    local = clock.local(moment)
    return None if local is None else local.date()


def sql_local_date(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    local = local_sql(writer, writer.value(node.arguments[0]))
    return func.mortise.valid_date(cast(local, Date()), type_=Date())


def make_time(hour: Decimal, minute: Decimal, second: Decimal = Decimal(0)) -> time | None:
    """The time of day, blank when there is none."""
    hours, minutes, seconds = whole(hour), whole(minute), whole(second)
    if not (0 <= hours <= 23 and 0 <= minutes <= 59 and 0 <= seconds <= 59):
        return None
    return time(hours, minutes, seconds)


def moment_of(clock: Clock, day: date, at: time | None = None) -> datetime | None:
    """The moment at which the company's clocks show a date and a time.

    Where clocks are turned back it is the later of the two, where they are turned on it is as if they were
    not yet: the smaller offset in both, as PostgreSQL has it."""
    shown = datetime.combine(day, at or time(), clock.time_zone)
    offsets = [shown.utcoffset(), shown.replace(fold=1).utcoffset()]
    try:
        return shown.replace(tzinfo=UTC) - min(offset for offset in offsets if offset is not None)
    except OverflowError:
        return None


NOW = Function(
    name="NOW",
    help=words("现在", "This moment"),
    example="NOW() - created_at > HOURS(24)",
    result=DATETIME,
    python=lambda clock: clock.now,
    clock=True,
    sql_form=lambda writer, node: writer.bind("now", DATETIME),
    settled=True,
    filled="yes",
    volatile=True,
)
DATE_OF_MOMENT = Function(
    name="DATEVALUE",
    key="DATEVALUE datetime",
    help=words("时间点在公司时区的日期", "The date of a moment in the company's time zone"),
    example="DATEVALUE(created_at)",
    parameters=(Parameter(words("时间点", "moment"), DATETIME),),
    result=DATE,
    python=local_date,
    clock=True,
    sql_form=sql_local_date,
    settled=True,
)
TIME_OF = Function(
    name="TIME",
    help=words("由时、分、秒组成时刻", "The time of day of an hour, a minute and a second"),
    example="TIME(18, 0)",
    parameters=(
        Parameter(words("时", "hour"), NUMBER),
        Parameter(words("分", "minute"), NUMBER),
        Parameter(words("秒", "second"), NUMBER, optional=True),
    ),
    result=TIME,
    python=make_time,
    sql=lambda hour, minute, second=0: func.mortise.make_time(hour, minute, second, type_=Time()),
    settled=True,
)
DATETIME_OF = Function(
    name="DATETIME",
    help=words("公司时区某日某时的时间点", "The moment of a date and a time in the company's time zone"),
    example="DATETIME(due_on, TIME(18, 0))",
    parameters=(THE_DATE, Parameter(words("时刻", "time"), TIME, optional=True)),
    result=DATETIME,
    python=moment_of,
    clock=True,
    sql_form=lambda writer, node: func.mortise.moment_of(
        *map(writer.value, node.arguments), writer.bind("time_zone", TEXT), type_=DateTime(timezone=True)
    ),
    settled=True,
)


def clock_part(name: str, help_text: Words, field: str) -> tuple[Function, Function]:
    """The functions that take one number out of a moment and out of a time of day."""

    def of_moment(clock: Clock, moment: datetime) -> Decimal | None:
        local = clock.local(moment)
        return None if local is None else Decimal(getattr(local, field))

    def sql_of_moment(writer: SqlWriter, node: Call) -> Sql:
        return func.mortise.clock_part(
            field, cast(local_sql(writer, writer.value(node.arguments[0])), Time()), type_=NUMERIC
        )

    return (
        Function(
            name=name,
            help=help_text,
            example=f"{name}(created_at)",
            parameters=(Parameter(words("时间点", "moment"), DATETIME),),
            result=NUMBER,
            python=of_moment,
            clock=True,
            sql_form=sql_of_moment,
            settled=True,
        ),
        Function(
            name=name,
            key=f"{name} time",
            help=help_text,
            example=f"{name}(TIME(18, 30))",
            parameters=(Parameter(words("时刻", "time"), TIME),),
            result=NUMBER,
            python=lambda at: Decimal(getattr(at, field)),
            sql=lambda at: func.mortise.clock_part(field, at, type_=NUMERIC),
            settled=True,
        ),
    )


HOUR, HOUR_OF_TIME = clock_part("HOUR", words("小时，0 到 23", "The hour, 0 to 23"), "hour")
MINUTE, MINUTE_OF_TIME = clock_part("MINUTE", words("分钟，0 到 59", "The minute, 0 to 59"), "minute")
SECOND, SECOND_OF_TIME = clock_part("SECOND", words("秒，0 到 59", "The second, 0 to 59"), "second")


def duration(name: str, help_text: Words, seconds: int) -> Function:
    """A function that makes a duration of a number."""
    return Function(
        name=name,
        help=help_text,
        example=f"created_at + {name}(2)",
        parameters=(Parameter(words("数", "number"), NUMBER),),
        result=DURATION,
        python=lambda count: multiply(count, Decimal(seconds)),
        sql=lambda count: count * literal(Decimal(seconds), NUMERIC),
    )


HOURS = duration("HOURS", words("若干小时的时长", "A duration of so many hours"), 3_600)
MINUTES = duration("MINUTES", words("若干分钟的时长", "A duration of so many minutes"), 60)
SECONDS = duration("SECONDS", words("若干秒的时长", "A duration of so many seconds"), 1)
