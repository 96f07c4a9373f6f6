"""From a day to a day."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field as Setting
from sqlalchemy import ColumnElement, Date, Text, case, cast, func
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.ends import Ends
from engines.expression.types import DATE, list_of
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.date import DateMeaning, date_of
from engines.form.operators import BLANKS, spans, table
from engines.form.shapes import EMPTY, NULL, Shape, either, members
from engines.issues import Issue

MEMBERS: Final = frozenset({"start", "end"})
BETWEEN: Final = re.compile(r"\s*(?:~|～|至|到|—+|–|\bto\b|\s-\s)\s*")
"""What people write between two days; a hyphen only with blanks around it, since days have hyphens too."""
DAYS: Final = DateMeaning()


def _compared(
    key: str, zh_cn: str, en: str, count: int, expression: Callable[[str, Sequence[str]], str]
) -> Operator:
    return Operator(key, Label(zh_cn=zh_cn, en=en), (DATE,) * count, expression)


OPERATORS: Final = table(
    (
        _compared(
            "overlaps",
            "与这段时间重叠",
            "overlaps",
            2,
            lambda path, slots: f"AND(MIN({path}) <= {slots[1]}, MAX({path}) >= {slots[0]})",
        ),
        _compared(
            "contains",
            "包含这一天",
            "contains the day",
            1,
            lambda path, slots: f"AND(MIN({path}) <= {slots[0]}, MAX({path}) >= {slots[0]})",
        ),
        _compared("before", "结束早于", "ends before", 1, lambda path, slots: f"MAX({path}) < {slots[0]}"),
        _compared("after", "开始晚于", "begins after", 1, lambda path, slots: f"MIN({path}) > {slots[0]}"),
        *spans(DATE, lambda path, slots: f"AND(MIN({path}) < {slots[1]}, MAX({path}) >= {slots[0]})"),
        *BLANKS,
    )
)


@dataclass(frozen=True, slots=True)
class Range:
    """A first and a last day, both included."""

    start: date
    end: date


class DateRangeMeaning(Meaning[Range]):
    """Two days of which the first is not after the last; expressions see them as a list: MIN is the first."""

    type = list_of(DATE)

    def __init__(self, longest: int | None = None) -> None:
        self.longest = longest

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", Date(), index="btree"), StoredColumn("__end", Date()))

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return Ends(table.c[key], table.c[f"{key}__end"], Date())

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        start, end = (cast(DAYS.shown(table.c[name]), Text) for name in (key, f"{key}__end"))
        return case((table.c[key].is_not(None), func.jsonb_build_object("start", start, "end", end)))

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        return (table.c[key], table.c[f"{key}__end"])

    def answered(self) -> Shape:
        return members(dict.fromkeys(sorted(MEMBERS), DAYS.answered()), sorted(MEMBERS))

    def accepted(self) -> Shape:
        return members(dict.fromkeys(sorted(MEMBERS), either(DAYS.accepted(), EMPTY, NULL)))

    def parse(self, raw: object) -> Range | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping) or not raw.keys() <= MEMBERS:
            return Issue("not_date_range")
        start, end = DAYS.parse(raw.get("start")), DAYS.parse(raw.get("end"))
        for day in (start, end):
            if isinstance(day, Issue):
                return day
        return self.between(start, end)  # type: ignore[arg-type]  # issues have been returned

    def between(self, start: date | None, end: date | None) -> Range | Issue | None:
        """The range of two days, if both are there and in order."""
        if start is None or end is None:
            return None if start is end else Issue("date_range_half")
        found = Range(start, end)
        return self.check(found) or found

    def check(self, value: Range) -> Issue | None:
        if value.end < value.start:
            return Issue("date_range_backwards")
        if self.longest is not None and (value.end - value.start).days >= self.longest:
            return Issue("date_range_too_long", params={"longest": self.longest})
        return None

    def parse_text(self, text: str, names: Names) -> Range | Issue | None:
        written = [part for part in BETWEEN.split(text.strip()) if part]
        if not written:
            return None
        days = [date_of(part) for part in written]
        if None in days or len(days) > len(MEMBERS):
            return Issue("not_date_range")
        return self.between(days[0], days[-1])

    def to_json(self, value: Range) -> object:
        return {"start": value.start.isoformat(), "end": value.end.isoformat()}

    def to_columns(self, key: str, value: Range | None) -> dict[str, object]:
        return {
            key: None if value is None else value.start,
            f"{key}__end": None if value is None else value.end,
        }

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Range | None:
        return None if row[key] is None else Range(row[key], row[f"{key}__end"])

    def to_expression(self, value: Range) -> object:
        return (value.start, value.end)

    def from_expression(self, value: tuple[date | None, ...]) -> Range | None:
        days = [day for day in value if day is not None]
        return Range(min(days), max(days)) if days else None

    def show(self, value: Range, locale: Locale, names: Names) -> str:
        return f"{value.start.isoformat()} ~ {value.end.isoformat()}"

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)


class DateRangeField(Field):
    """A leave, a project's time, a contract's term: from a first to a last day, both included."""

    title: ClassVar[Label] = Label(zh_cn="日期区间", en="Date range")
    icon: ClassVar[str] = "SwapOutlined"
    group: ClassVar[Group] = "time"
    rank: ClassVar[int] = 4
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"longest": 366},
            "accepts": [
                [{"start": "2026-01-05", "end": "2026-02-28"}, {"start": "2026-01-05", "end": "2026-02-28"}],
                [{"start": "2026-01-05", "end": "2026-01-05"}, {"start": "2026-01-05", "end": "2026-01-05"}],
                [{"start": None, "end": ""}, None],
                [{}, None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                [{"start": "2026-01-05", "end": "2026-01-04"}, "date_range_backwards"],
                [{"start": "2026-01-05"}, "date_range_half"],
                [{"end": "2026-01-05", "start": None}, "date_range_half"],
                [{"start": "2026-02-30", "end": "2026-03-01"}, "no_such_date"],
                [{"start": "2026-01-01", "end": "soon"}, "not_date"],
                [{"start": "2026-01-01", "end": "2027-01-02"}, "date_range_too_long"],
                [{"start": "2026-01-01", "until": "2026-01-02"}, "not_date_range"],
                [["2026-01-01", "2026-01-02"], "not_date_range"],
                ["2026-01-01", "not_date_range"],
                [True, "not_date_range"],
            ],
            "texts": [
                ["2026-01-05 ~ 2026-02-28", {"start": "2026-01-05", "end": "2026-02-28"}],
                ["2026/1/5 至 2026/2/28", {"start": "2026-01-05", "end": "2026-02-28"}],
                ["2026年1月5日—2026年2月28日", {"start": "2026-01-05", "end": "2026-02-28"}],
                ["2026-01-05 to 2026-02-28", {"start": "2026-01-05", "end": "2026-02-28"}],
                ["2026-01-05 - 2026-02-28", {"start": "2026-01-05", "end": "2026-02-28"}],
                ["2026-01-05", {"start": "2026-01-05", "end": "2026-01-05"}],
                ["", None],
            ],
        },
        {
            "settings": {},
            "accepts": [
                [{"start": "0001-01-01", "end": "9999-12-31"}, {"start": "0001-01-01", "end": "9999-12-31"}]
            ],
            "refuses": [],
            "texts": [],
        },
    )

    kind: Literal["date_range"] = "date_range"
    longest: Annotated[int, Setting(ge=1, le=100_000)] | None = None
    """How many days it may have at most."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        return Guess(
            0.0 if all(date_of(text) for text in texts[:10]) else 0.95 * readable(texts, DateRangeMeaning())
        )

    def make_meaning(self) -> AnyMeaning:
        return DateRangeMeaning(self.longest)
