"""TEXT: numbers, dates and moments laid out by a pattern."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import func, literal
from sqlalchemy.types import Numeric, Text

from engines.expression.clock import Clock
from engines.expression.function import Function, Parameter, Sql, SqlWriter, words
from engines.expression.functions.moment import local_sql
from engines.expression.tree import Call, Literal
from engines.expression.types import DATE, DATETIME, NUMBER, TEXT
from engines.expression.values import ONE, quantize

SQL_TEXT: Final = Text()
NUMERIC: Final = Numeric()
HUNDRED: Final = Decimal(100)
NUMBER_PATTERN: Final = re.compile(
    r"(?P<before>[^0-9#,.%a-zA-Z]{0,10})(?P<grouped>#,##)?0(?:\.(?P<decimals>0{1,12}))?(?P<percent>%?)"
    r"(?P<after>[^0-9#,.%a-zA-Z]{0,10})"
)
MOMENT_PARTS: Final = re.compile(r"y{4}|y{2}|m{1,2}|d{1,2}|h{1,2}|s{1,2}|[^a-zA-Z]", re.IGNORECASE)
SQL_PARTS: Final = {
    "YYYY": "YYYY",
    "YY": "YY",
    "MM": "MM",
    "M": "FMMM",
    "DD": "DD",
    "D": "FMDD",
    "HH": "HH24",
    "H": "FMHH24",
    "II": "MI",
    "I": "FMMI",
    "SS": "SS",
    "S": "FMSS",
}
"""Minutes are II and I, as m means the month."""
CLOCK_PARTS: Final = frozenset({"HH", "H", "II", "I", "SS", "S"})


class NumberLayout(NamedTuple):
    """How a number is laid out."""

    before: str
    grouped: bool
    decimals: int
    percent: bool
    after: str


PLAIN_LAYOUT: Final = NumberLayout("", False, 0, False, "")


@lru_cache(maxsize=1000)
def number_layout(pattern: str) -> NumberLayout | None:
    """What a pattern such as #,##0.00 says; None when it says nothing."""
    found = NUMBER_PATTERN.fullmatch(pattern)
    if found is None:
        return None
    return NumberLayout(
        found["before"],
        bool(found["grouped"]),
        len(found["decimals"] or ""),
        bool(found["percent"]),
        found["after"],
    )


@lru_cache(maxsize=1000)
def moment_layout(pattern: str) -> tuple[str, ...] | None:
    """The parts of a pattern such as YYYY-MM-DD hh:mm; None when something in it means nothing."""
    parts = MOMENT_PARTS.findall(pattern)
    if "".join(parts) != pattern or not 1 <= len(parts) <= 50:
        return None
    capital = [part.upper() if part.isascii() else part for part in parts]
    named = [place for place, part in enumerate(capital) if part[0].isalpha() and part.isascii()]
    for order, place in enumerate(named):
        before = capital[named[order - 1]][0] if order else ""
        behind = capital[named[order + 1]][0] if order + 1 < len(named) else ""
        if capital[place][0] == "M" and (before == "H" or behind == "S"):
            capital[place] = "I" * len(capital[place])
    return tuple(capital) if named else None


def date_layout(pattern: str) -> tuple[str, ...] | None:
    """The same without the parts that only a moment has."""
    parts = moment_layout(pattern)
    return None if parts is None or CLOCK_PARTS & set(parts) else parts


def laid_number(value: Decimal, pattern: str) -> str | None:
    """The number by the pattern."""
    layout = number_layout(pattern)
    if layout is None:
        return None
    shown = quantize(value.scaleb(2) if layout.percent else value, ONE.scaleb(-layout.decimals))
    sign = "-" if shown < 0 else ""
    digits = f"{shown.copy_abs():{',' if layout.grouped else ''}.{layout.decimals}f}"
    return f"{sign}{layout.before}{digits}{'%' if layout.percent else ''}{layout.after}"


def laid_moment(value: date, parts: Sequence[str] | None) -> str | None:
    """The date or the local moment by the parts of a pattern."""
    if parts is None:
        return None
    hour, minute, second = (
        (value.hour, value.minute, value.second) if isinstance(value, datetime) else (0, 0, 0)
    )
    fields = {"Y": value.year, "M": value.month, "D": value.day, "H": hour, "I": minute, "S": second}
    shown = []
    for part in parts:
        field = fields.get(part[0])
        if field is None:
            shown.append(part)
        else:
            shown.append(f"{field % 100 if part == 'YY' else field:0{len(part)}}")
    return "".join(shown)


def laid_local(clock: Clock, value: datetime, pattern: str) -> str | None:
    """The moment in the company's time zone by the pattern."""
    local = clock.local(value)
    return None if local is None else laid_moment(local, moment_layout(pattern))


def written(node: Call) -> str:
    """The pattern that the author wrote."""
    pattern = node.arguments[1]
    return str(pattern.value) if isinstance(pattern, Literal) else ""


def sql_number(writer: SqlWriter, node: Call) -> Sql:
    """to_char, whose commas and points are the same in every locale."""
    layout = number_layout(written(node)) or PLAIN_LAYOUT
    whole = "999,999,999,999,999,999,999,999,999,990" if layout.grouped else "9" * 29 + "0"
    shape = f"FM{whole}.{'0' * layout.decimals}" if layout.decimals else f"FM{whole}"
    value = writer.value(node.arguments[0])
    return func.mortise.lay_number(
        value * literal(HUNDRED, NUMERIC) if layout.percent else value,
        layout.decimals,
        literal(shape, SQL_TEXT),
        literal(layout.before, SQL_TEXT),
        literal(("%" if layout.percent else "") + layout.after, SQL_TEXT),
        type_=SQL_TEXT,
    )


def sql_layout(parts: Sequence[str]) -> str:
    """The parts as a pattern of to_char; what is no part is quoted."""
    return "".join(
        SQL_PARTS.get(part) or '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in parts
    )


def sql_moment(convert: Callable[[SqlWriter, Sql], Sql]) -> Callable[[SqlWriter, Call], Sql]:
    """to_char of a date or a local moment."""

    def write(writer: SqlWriter, node: Call) -> Sql:
        parts = moment_layout(written(node)) or ()
        value = convert(writer, writer.value(node.arguments[0]))
        return func.to_char(value, literal(sql_layout(parts), SQL_TEXT), type_=SQL_TEXT)

    return write


HELP: Final = words(
    "按格式写成文本：数字如 #,##0.00、0%，日期如 YYYY-MM-DD，时间如 hh:mm:ss",
    "Laid out by a pattern: numbers like #,##0.00 or 0%, dates like YYYY-MM-DD, times like hh:mm:ss",
)
PATTERN: Final = words("格式", "pattern")

TEXT_OF_NUMBER = Function(
    name="TEXT",
    help=HELP,
    example='TEXT(amount, "#,##0.00")',
    parameters=(
        Parameter(words("值", "value"), NUMBER),
        Parameter(PATTERN, TEXT, literal=True, valid=lambda pattern: number_layout(pattern) is not None),
    ),
    result=TEXT,
    python=laid_number,
    sql_form=sql_number,
    settled=True,
)
TEXT_OF_DATE = Function(
    name="TEXT",
    key="TEXT date",
    help=HELP,
    example='TEXT(signed_on, "YYYY年M月D日")',
    parameters=(
        Parameter(words("值", "value"), DATE),
        Parameter(PATTERN, TEXT, literal=True, valid=lambda pattern: date_layout(pattern) is not None),
    ),
    result=TEXT,
    python=lambda value, pattern: laid_moment(value, moment_layout(pattern)),
    sql_form=sql_moment(lambda writer, value: func.mortise.real_date(value)),
    settled=True,
)
TEXT_OF_MOMENT = Function(
    name="TEXT",
    key="TEXT datetime",
    help=HELP,
    example='TEXT(created_at, "YYYY-MM-DD hh:mm")',
    parameters=(
        Parameter(words("值", "value"), DATETIME),
        Parameter(PATTERN, TEXT, literal=True, valid=lambda pattern: moment_layout(pattern) is not None),
    ),
    result=TEXT,
    python=laid_local,
    clock=True,
    sql_form=sql_moment(local_sql),
    settled=True,
)
