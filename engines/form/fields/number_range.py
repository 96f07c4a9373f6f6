"""From a number to a number."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field as Setting
from sqlalchemy import ColumnElement, Numeric, case, func
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.ends import Ends
from engines.expression.types import NUMBER, list_of
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.number import NUMBER_COLUMN, NumberMeaning, decimals_of, written_number
from engines.form.operators import BLANKS, table
from engines.form.shapes import EMPTY, NULL, Shape, either, members
from engines.issues import Issue

MEMBERS: Final = ("low", "high")
BETWEEN: Final = re.compile(
    r"\s*(?:[~～至到]|[—–]+|\bto\b|(?<=[\d万亿%)）])\s*[-－](?=\s*[-－]?[\d.(（￥¥$]))\s*"
)
"""What people write between two numbers; a hyphen only behind the first, where it is no sign."""
MARKED: Final = re.compile(r"[~～至到—–]|\bto\b| - ")
"""Signs that stand between the ends of a range and in no telephone or part number."""
LEADING_ZERO: Final = re.compile(r"0\d")


def _compared(
    key: str, zh_cn: str, en: str, count: int, expression: Callable[[str, Sequence[str]], str]
) -> Operator:
    return Operator(key, Label(zh_cn=zh_cn, en=en), (NUMBER,) * count, expression)


OPERATORS: Final = table(
    (
        _compared(
            "contains",
            "包含这个数",
            "contains the number",
            1,
            lambda path, slots: f"AND(MIN({path}) <= {slots[0]}, MAX({path}) >= {slots[0]})",
        ),
        _compared(
            "overlaps",
            "与这个区间重叠",
            "overlaps",
            2,
            lambda path, slots: f"AND(MIN({path}) <= {slots[1]}, MAX({path}) >= {slots[0]})",
        ),
        _compared("less", "上限小于", "ends below", 1, lambda path, slots: f"MAX({path}) < {slots[0]}"),
        _compared("greater", "下限大于", "begins above", 1, lambda path, slots: f"MIN({path}) > {slots[0]}"),
        *BLANKS,
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """A least and a greatest number, both included."""

    low: Decimal
    high: Decimal


class NumberRangeMeaning(Meaning[Span]):
    """Two numbers of which the first is not above the second; expressions see them as a list: MIN is the first."""

    type = list_of(NUMBER)

    def __init__(self, figure: NumberMeaning) -> None:
        self.figure = figure

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", NUMBER_COLUMN, index="btree"), StoredColumn("__high", NUMBER_COLUMN))

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return Ends(table.c[key], table.c[f"{key}__high"], Numeric())

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        low, high = (self.figure.shown(table.c[name]) for name in (key, f"{key}__high"))
        return case((table.c[key].is_not(None), func.jsonb_build_object("low", low, "high", high)))

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        return (table.c[key], table.c[f"{key}__high"])

    def answered(self) -> Shape:
        return members(dict.fromkeys(MEMBERS, self.figure.answered()), MEMBERS)

    def accepted(self) -> Shape:
        return members(dict.fromkeys(MEMBERS, either(self.figure.accepted(), EMPTY, NULL)))

    def parse(self, raw: object) -> Span | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping) or not raw.keys() <= set(MEMBERS):
            return Issue("not_number_range")
        return self.between(*(self.figure.parse(raw.get(end)) for end in MEMBERS))

    def parse_text(self, text: str, names: Names) -> Span | Issue | None:
        written = [part for part in BETWEEN.split(text.strip()) if part]
        if not written:
            return None
        if len(written) > len(MEMBERS):
            return Issue("not_number_range")
        ends = [self.figure.parse_text(part, names) for part in written]
        return self.between(ends[0], ends[-1])

    def between(self, low: Decimal | Issue | None, high: Decimal | Issue | None) -> Span | Issue | None:
        """The range between two numbers, if both are there and in order."""
        if isinstance(low, Issue):
            return low
        if isinstance(high, Issue):
            return high
        if low is None or high is None:
            return None if low is high else Issue("number_range_half")
        found = Span(low, high)
        return self.check(found) or found

    def check(self, value: Span) -> Issue | None:
        return Issue("number_range_backwards") if value.high < value.low else None

    def to_json(self, value: Span) -> object:
        return {"low": self.figure.to_json(value.low), "high": self.figure.to_json(value.high)}

    def to_columns(self, key: str, value: Span | None) -> dict[str, object]:
        return {
            key: None if value is None else value.low,
            f"{key}__high": None if value is None else value.high,
        }

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Span | None:
        return None if row[key] is None else Span(row[key], row[f"{key}__high"])

    def to_expression(self, value: Span) -> object:
        return (value.low, value.high)

    def from_expression(self, value: tuple[Decimal | None, ...]) -> Span | None:
        rounded = [self.figure.from_expression(number) for number in value if number is not None]
        ends = [end for end in rounded if end is not None]
        return Span(min(ends), max(ends)) if ends else None

    def show(self, value: Span, locale: Locale, names: Names) -> str:
        low, high = (self.figure.show(end, locale, names) for end in (value.low, value.high))
        return f"{low} ~ {high}"

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)


class NumberRangeField(Field):
    """A budget, a salary, a tolerance, the quantities that a price is for: from a least to a greatest number."""

    title: ClassVar[Label] = Label(zh_cn="数字区间", en="Number range")
    icon: ClassVar[str] = "ColumnWidthOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 6
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"decimals": 1, "minimum": "0", "maximum": "100000"},
            "accepts": [
                [{"low": "1", "high": 2.5}, {"low": "1.0", "high": "2.5"}],
                [{"low": 0, "high": 0}, {"low": "0.0", "high": "0.0"}],
                [{"low": None, "high": ""}, None],
                [{}, None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                [{"low": 2, "high": 1}, "number_range_backwards"],
                [{"low": 1}, "number_range_half"],
                [{"high": 1, "low": None}, "number_range_half"],
                [{"low": -1, "high": 1}, "number_below_minimum"],
                [{"low": 1, "high": 100_001}, "number_above_maximum"],
                [{"low": 1.25, "high": 2}, "too_many_decimals"],
                [{"low": "x", "high": 2}, "not_number"],
                [{"low": 1, "high": 2, "step": 1}, "not_number_range"],
                [[1, 2], "not_number_range"],
                ["1 ~ 2", "not_number_range"],
                [1, "not_number_range"],
                [True, "not_number_range"],
            ],
            "texts": [
                ["1 ~ 2.5", {"low": "1.0", "high": "2.5"}],
                ["1000-2,000", {"low": "1000.0", "high": "2000.0"}],
                ["1万—2万", {"low": "10000.0", "high": "20000.0"}],
                ["１００至２００", {"low": "100.0", "high": "200.0"}],
                ["5 to 6", {"low": "5.0", "high": "6.0"}],
                ["7", {"low": "7.0", "high": "7.0"}],
                ["", None],
            ],
        },
        {
            "settings": {"decimals": 0, "thousands": True},
            "accepts": [[{"low": -5, "high": "12000"}, {"low": -5, "high": 12000}]],
            "refuses": [[{"low": 0.5, "high": 1}, "too_many_decimals"]],
            "texts": [["-5 - -3", {"low": -5, "high": -3}], ["-5~-3", {"low": -5, "high": -3}]],
        },
    )

    kind: Literal["number_range"] = "number_range"
    decimals: Annotated[int, Setting(ge=0, le=12)] = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: Label = Label()
    """Written behind the numbers: "元", "mm"."""
    thousands: bool = False
    """Whether thousands are set apart."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Ranges; where only hyphens stand between the figures they may be numbers of parts."""
        if any(LEADING_ZERO.match(text) for text in texts):
            return NO_GUESS
        parts = [[written_number(part) for part in BETWEEN.split(text)] for text in texts]
        if sum(len(part) > 1 for part in parts) * 2 <= len(parts):
            return NO_GUESS
        decimals = max(decimals_of(number) for part in parts for number in part)
        thousands = any("," in text for text in texts)
        fits = readable(texts, NumberRangeMeaning(NumberMeaning(decimals=decimals)))
        marked = sum(bool(MARKED.search(text)) for text in texts) * 2 > len(texts)
        return Guess((0.9 if marked else 0.45) * fits, {"decimals": decimals, "thousands": thousands})

    def make_meaning(self) -> AnyMeaning:
        return NumberRangeMeaning(
            NumberMeaning(
                decimals=self.decimals, minimum=self.minimum, maximum=self.maximum, thousands=self.thousands
            )
        )

    def check_settings(self) -> Iterable[Issue]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            yield Issue("range_reversed", "/minimum")
