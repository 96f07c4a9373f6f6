"""The ways to compare that several meanings share, each with the words a person reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from engines.definition import Label
from engines.expression.clock import YEAR, Clock
from engines.expression.types import DATE, DATETIME, NUMBER, TEXT, Type, list_of
from engines.form.meaning import Operator

Bounds: TypeAlias = Callable[[Sequence[object], Clock], tuple[date, date]]
"""The first day of a span and the day after its last."""
Writing: TypeAlias = Callable[[str, Sequence[str]], str]
"""Expression text of a path and its operands."""

LONGEST_SPAN: Final = 36_500
"""Days that "in the last n days" reaches."""


def _words(zh_cn: str, en: str) -> Label:
    return Label(zh_cn=zh_cn, en=en)


def table(operators: Iterable[Operator]) -> Mapping[str, Operator]:
    """Operators by key, in their order."""
    return {operator.key: operator for operator in operators}


def comparison(key: str, sign: str, kind: Type, words: Label) -> Operator:
    """A comparison by one of the language's own signs."""
    return Operator(key, words, (kind,), lambda path, slots: f"{path} {sign} {slots[0]}")


def call(key: str, function: str, kind: Type, words: Label, *, negated: bool = False) -> Operator:
    """A comparison by a function of the value and one operand."""
    template = f"NOT({function}({{0}}, {{1}}))" if negated else f"{function}({{0}}, {{1}})"
    return Operator(key, words, (kind,), lambda path, slots: template.format(path, slots[0]))


BLANKS: Final = (
    Operator("is_blank", _words("为空", "is blank"), (), lambda path, slots: f"ISBLANK({path})"),
    Operator(
        "is_not_blank", _words("不为空", "is not blank"), (), lambda path, slots: f"NOT(ISBLANK({path}))"
    ),
)


def equality(kind: Type) -> tuple[Operator, ...]:
    """Is, is not."""
    return (
        comparison("is", "=", kind, _words("等于", "is")),
        comparison("is_not", "<>", kind, _words("不等于", "is not")),
    )


def membership(kind: Type) -> tuple[Operator, ...]:
    """One of several, none of several."""
    return (
        Operator(
            "any_of",
            _words("是其中之一", "is any of"),
            (list_of(kind),),
            lambda path, slots: f"IN({path}, {slots[0]})",
        ),
        Operator(
            "none_of",
            _words("不是其中任何一个", "is none of"),
            (list_of(kind),),
            lambda path, slots: f"NOT(IN({path}, {slots[0]}))",
        ),
    )


def order(kind: Type) -> tuple[Operator, ...]:
    """Greater, less and between."""
    return (
        comparison("greater", ">", kind, _words("大于", "is greater than")),
        comparison("greater_or_equal", ">=", kind, _words("大于或等于", "is at least")),
        comparison("less", "<", kind, _words("小于", "is less than")),
        comparison("less_or_equal", "<=", kind, _words("小于或等于", "is at most")),
        between(kind),
    )


def between(kind: Type) -> Operator:
    """From one value to another, both included."""
    return Operator(
        "between",
        _words("介于", "is between"),
        (kind, kind),
        lambda path, slots: f"AND({path} >= {slots[0]}, {path} <= {slots[1]})",
    )


TEXT_SEARCH: Final = (
    call("contains", "CONTAINS", TEXT, _words("包含", "contains")),
    call("not_contains", "CONTAINS", TEXT, _words("不包含", "does not contain"), negated=True),
    call("starts_with", "STARTSWITH", TEXT, _words("开头是", "starts with")),
)


def normalised(operators: Mapping[str, Operator], normal: Callable[[str], str]) -> Mapping[str, Operator]:
    """The same operators over texts, each comparing with what `normal` makes of what a person wrote."""

    def values(operands: Sequence[object], clock: Clock) -> Sequence[object]:
        return [_normal(operand, normal) for operand in operands]

    return {
        key: replace(operator, slots=operator.operands, values=values, written=operator.expression)
        if operator.operands
        else operator
        for key, operator in operators.items()
    }


def _normal(operand: object, normal: Callable[[str], str]) -> object:
    if isinstance(operand, str):
        return normal(operand)
    return [_normal(item, normal) for item in operand] if isinstance(operand, list | tuple) else operand


def _today(operands: Sequence[object], clock: Clock) -> tuple[date, date]:
    return clock.today, clock.today + timedelta(days=1)


def _this_week(operands: Sequence[object], clock: Clock) -> tuple[date, date]:
    first = clock.today - timedelta(days=clock.holidays.into_week(clock.today))
    return first, first + timedelta(days=7)


def _part_of_year(months: int, *, is_fiscal: bool = False) -> Bounds:
    """The part of the year, or of the company's fiscal year, that is so many months long."""

    def bounds(operands: Sequence[object], clock: Clock) -> tuple[date, date]:
        today = clock.today
        begun = (clock.holidays.into_fiscal_year(today) if is_fiscal else today.month - 1) % months
        return _month(today, -begun), _month(today, months - begun)

    return bounds


def _month(day: date, count: int) -> date:
    """The first day of the month so many months later."""
    year, month = divmod(day.year * YEAR + day.month - 1 + count, YEAR)
    return date(year, month + 1, 1)


def _days(operands: Sequence[object]) -> int:
    """The number of days asked for, within what a calendar holds."""
    wanted = operands[0]
    return max(0, min(int(wanted), LONGEST_SPAN)) if isinstance(wanted, Decimal) else 0


def _last_days(operands: Sequence[object], clock: Clock) -> tuple[date, date]:
    return clock.today - timedelta(days=_days(operands)), clock.today + timedelta(days=1)


def _next_days(operands: Sequence[object], clock: Clock) -> tuple[date, date]:
    return clock.today, clock.today + timedelta(days=_days(operands) + 1)


def _same(unit: str) -> Writing:
    """In the same week, month, quarter or year as today."""
    return lambda path, operands: f'STARTOF({path}, "{unit}") = STARTOF(TODAY(), "{unit}")'


def _alike(*functions: str) -> Writing:
    """With the same results as today."""

    def write(path: str, operands: Sequence[str]) -> str:
        said = [f"{name}({path}) = {name}(TODAY())" for name in functions]
        return said[0] if len(said) == 1 else f"AND({', '.join(said)})"

    return write


def _counted(end: str, start: str) -> Writing:
    """At most so many days from the start to the end."""

    def write(path: str, operands: Sequence[str]) -> str:
        days = f"DAYS({end.format(path)}, {start.format(path)})"
        return f"AND({days} >= 0, {days} <= {operands[0]})"

    return write


SPANS: Final[tuple[tuple[str, Label, tuple[Type, ...], Bounds, Writing], ...]] = (
    ("today", _words("今天", "is today"), (), _today, lambda path, operands: f"DAYS({path}, TODAY()) = 0"),
    ("this_week", _words("本周", "is this week"), (), _this_week, _same("W")),
    ("this_month", _words("本月", "is this month"), (), _part_of_year(1), _same("M")),
    ("this_quarter", _words("本季度", "is this quarter"), (), _part_of_year(3), _same("Q")),
    ("this_year", _words("今年", "is this year"), (), _part_of_year(YEAR), _same("Y")),
    (
        "this_fiscal_quarter",
        _words("本财季", "is this fiscal quarter"),
        (),
        _part_of_year(3, is_fiscal=True),
        _alike("FISCALYEAR", "FISCALQUARTER"),
    ),
    (
        "this_fiscal_year",
        _words("本财年", "is this fiscal year"),
        (),
        _part_of_year(YEAR, is_fiscal=True),
        _alike("FISCALYEAR"),
    ),
    (
        "last_days",
        _words("过去几天内", "is in the last days"),
        (NUMBER,),
        _last_days,
        _counted("TODAY()", "{}"),
    ),
    (
        "next_days",
        _words("未来几天内", "is in the next days"),
        (NUMBER,),
        _next_days,
        _counted("{}", "TODAY()"),
    ),
)
"""Spans of days relative to today: key, words, operands, their first day and the day after their last, and how a
condition says them."""


def _midnight(day: date, clock: Clock) -> datetime:
    """The moment at which a day begins for the company."""
    return datetime.combine(day, time(), clock.time_zone)


def _slot_values(bounds: Bounds, kind: Type) -> Callable[[Sequence[object], Clock], Sequence[object]]:
    """The two values between which the column lies: days, or the moments at which they begin."""

    def values(operands: Sequence[object], clock: Clock) -> Sequence[object]:
        first, after = bounds(operands, clock)
        return (first, after) if kind == DATE else (_midnight(first, clock), _midnight(after, clock))

    return values


def _within(path: str, slots: Sequence[str]) -> str:
    return f"AND({path} >= {slots[0]}, {path} < {slots[1]})"


def spans(kind: Type, expression: Callable[[str, Sequence[str]], str] = _within) -> tuple[Operator, ...]:
    """Relative spans for a date or a moment; `expression` compares with their beginning and the end behind them."""
    return tuple(
        Operator(
            key,
            words,
            operands,
            expression,
            slots=(kind, kind),
            values=_slot_values(bounds, kind),
            written=written if expression is _within else None,
        )
        for key, words, operands, bounds, written in SPANS
    )


def chronology(kind: Type) -> tuple[Operator, ...]:
    """Before, after, between and the relative spans."""
    return (
        comparison("before", "<", kind, _words("早于", "is before")),
        comparison("after", ">", kind, _words("晚于", "is after")),
        comparison("on_or_before", "<=", kind, _words("不晚于", "is on or before")),
        comparison("on_or_after", ">=", kind, _words("不早于", "is on or after")),
        between(kind),
        *spans(kind),
    )


DATES: Final = table((*equality(DATE), *chronology(DATE), *BLANKS))
DATETIMES: Final = table((*chronology(DATETIME), *BLANKS))

IS_ME: Final = Operator("is_me", _words("是我", "is me"), (), lambda path, slots: f"ISME({path})")
IS_MY_DEPARTMENT: Final = Operator(
    "is_my_department",
    _words("是我的部门", "is my department"),
    (),
    lambda path, slots: f"ISMYDEPARTMENT({path})",
)
INCLUDES_ME: Final = Operator(
    "is_me", _words("包含我", "includes me"), (), lambda path, slots: f"ISME({path})"
)
INCLUDES_MY_DEPARTMENT: Final = Operator(
    "is_my_department",
    _words("包含我的部门", "includes my department"),
    (),
    lambda path, slots: f"HASANY({path}, ME.departments)",
)
