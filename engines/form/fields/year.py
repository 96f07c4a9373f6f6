"""A year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.expression.clock import Clock
from engines.expression.types import NUMBER
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, sample, share
from engines.form.meaning import AnyMeaning, Names, Operator
from engines.form.meanings.number import NumberMeaning
from engines.form.operators import BLANKS, between, comparison, equality, table
from engines.issues import Issue

FIRST: Final = 1
LAST: Final = 9999
BEHIND: Final = re.compile(r"\s*年(度|份)?$")
"""What people write behind a year."""
NAMED: Final = re.compile(r"[12]\d{3}\s*年(度|份)?", re.ASCII)
BARE: Final = re.compile(r"(19[5-9]|20[0-4])\d", re.ASCII)
"""Figures that are hardly anything but a year of somebody's life."""
ROUND: Final = ("00", "50")

Year = Annotated[int, Setting(ge=FIRST, le=LAST)]


def _from_today(key: str, zh_cn: str, en: str, years: int) -> Operator:
    """A comparison with the year that it is, or one so many years from it."""

    def values(operands: Sequence[object], clock: Clock) -> Sequence[object]:
        return [Decimal(clock.today.year + years)]

    return Operator(
        key,
        Label(zh_cn=zh_cn, en=en),
        (),
        lambda path, slots: f"{path} = {slots[0]}",
        slots=(NUMBER,),
        values=values,
        written=lambda path, operands: f"{path} = YEAR(TODAY())" + f"{years:+}" * bool(years),
    )


OPERATORS: Final = table(
    (
        *equality(NUMBER),
        comparison("after", ">", NUMBER, Label(zh_cn="晚于", en="is after")),
        comparison("before", "<", NUMBER, Label(zh_cn="早于", en="is before")),
        between(NUMBER),
        _from_today("this_year", "是今年", "is this year", 0),
        _from_today("last_year", "是去年", "is last year", -1),
        _from_today("next_year", "是明年", "is next year", 1),
        *BLANKS,
    )
)


class YearMeaning(NumberMeaning):
    """A year of the calendar: counted from and compared, never added up."""

    def __init__(self, earliest: int = FIRST, latest: int = LAST) -> None:
        super().__init__(decimals=0, minimum=Decimal(earliest), maximum=Decimal(latest))

    def parse_text(self, text: str, names: Names) -> Decimal | Issue | None:
        return super().parse_text(BEHIND.sub("", text), names)

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("minimum", "maximum", "count", "count_distinct")


class YearField(Field):
    """When a firm was founded, which year a budget is for, the model year of a machine."""

    title: ClassVar[Label] = Label(zh_cn="年份", en="Year")
    icon: ClassVar[str] = "CalendarOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 7
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"earliest": 1949, "latest": 2100},
            "accepts": [[2026, 2026], ["2026", 2026], [2026.0, 2026], ["", None], [None, None]],
            "refuses": [
                [1948, "number_below_minimum"],
                [2101, "number_above_maximum"],
                [2026.5, "too_many_decimals"],
                ["2026年", "not_number"],
                ["26-01", "not_number"],
                [True, "not_number"],
                [[], "not_number"],
            ],
            "texts": [
                ["2026年", 2026],
                ["２０２６ 年", 2026],
                ["2026年度", 2026],
                ["1998", 1998],
                ["", None],
            ],
        },
        {
            "settings": {},
            "accepts": [[1, 1], [9999, 9999]],
            "refuses": [[0, "number_below_minimum"], [10_000, "number_above_maximum"]],
            "texts": [],
        },
    )

    kind: Literal["year"] = "year"
    earliest: Year = FIRST
    latest: Year = LAST

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Years that say so, and figures of the last and of this century that are mostly not round."""
        named = share(texts, NAMED.fullmatch)
        if named:
            return Guess(0.9 * named)
        looked_at = sample(texts)
        if sum(text.endswith(ROUND) for text in looked_at) * 2 > len(looked_at):
            return NO_GUESS
        return Guess(0.82 * share(texts, BARE.fullmatch))

    def make_meaning(self) -> AnyMeaning:
        return YearMeaning(self.earliest, self.latest)

    def check_settings(self) -> Iterable[Issue]:
        if self.earliest > self.latest:
            yield Issue("range_reversed", "/earliest")
