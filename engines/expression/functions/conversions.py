"""Conversions to text, which `check` inserts where a function prints its arguments."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func
from sqlalchemy.types import ARRAY, Text

from engines.expression.clock import Clock
from engines.expression.function import Function, Parameter, Sql, SqlWriter, words
from engines.expression.functions.moment import local_sql
from engines.expression.tree import Call
from engines.expression.types import DATE, DATETIME, NUMBER, TEXT, Type
from engines.expression.values import date_text, datetime_text, number_text

MINUTES: Final = "YYYY-MM-DD HH24:MI"
DAYS: Final = "YYYY-MM-DD"


def local_text(clock: Clock, value: datetime) -> str | None:
    """A moment in the company's time zone as text."""
    local = clock.local(value)
    return None if local is None else datetime_text(local)


def sql_local_text(writer: SqlWriter, node: Call) -> Sql:
    """The same in SQL."""
    return func.to_char(local_sql(writer, writer.value(node.arguments[0])), MINUTES, type_=Text())


def sql_local_texts(writer: SqlWriter, node: Call) -> Sql:
    """The same for every element of an array."""
    zone = writer.bind("time_zone", TEXT)
    return func.mortise.moment_texts(writer.value(node.arguments[0]), zone, type_=ARRAY(Text()))


def conversion(kind: Type, many: bool, **executed: Any) -> Function:
    """The conversion of a type, or of a list of it, to text."""
    ending = " list" if many else ""
    return Function(
        name=f"text of {kind.name}{ending}",
        help=words("作为文本", "As text"),
        example="",
        parameters=(Parameter(words("值", "value"), kind, many=many),),
        result=TEXT,
        gives_list=many,
        settled=True,
        hidden=True,
        **executed,
    )


def each(convert: Callable[[Any], object]) -> Callable[[tuple[Any, ...]], tuple[object, ...]]:
    """The conversion of every element that is not blank."""
    return lambda values: tuple(None if value is None else convert(value) for value in values)


def each_local(clock: Clock, values: tuple[Any, ...]) -> tuple[object, ...]:
    """The conversion of every moment that is not blank."""
    return tuple(None if value is None else local_text(clock, value) for value in values)


NUMBER_TEXT = conversion(
    NUMBER, False, python=number_text, sql=lambda value: func.mortise.number_text(value, type_=Text())
)
DATE_TEXT = conversion(
    DATE, False, python=date_text, sql=lambda value: func.to_char(value, DAYS, type_=Text())
)
MOMENT_TEXT = conversion(DATETIME, False, python=local_text, clock=True, sql_form=sql_local_text)
NUMBER_TEXTS = conversion(
    NUMBER,
    True,
    python=each(number_text),
    sql=lambda values: func.mortise.number_texts(values, type_=ARRAY(Text())),
)
DATE_TEXTS = conversion(
    DATE,
    True,
    python=each(date_text),
    sql=lambda values: func.mortise.date_texts(values, type_=ARRAY(Text())),
)
MOMENT_TEXTS = conversion(DATETIME, True, python=each_local, clock=True, sql_form=sql_local_texts)

TO_TEXT: Final[Mapping[tuple[str, bool], Function]] = {
    (NUMBER.name, False): NUMBER_TEXT,
    (DATE.name, False): DATE_TEXT,
    (DATETIME.name, False): MOMENT_TEXT,
    (NUMBER.name, True): NUMBER_TEXTS,
    (DATE.name, True): DATE_TEXTS,
    (DATETIME.name, True): MOMENT_TEXTS,
}
