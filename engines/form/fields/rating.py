"""A count of stars."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning, Names
from engines.form.meanings.number import NumberMeaning
from engines.issues import Issue

FULL: Final = "★⭐❤♥"
DRAWN: Final = re.compile(rf"([{FULL}])\ufe0f?(?:\1\ufe0f?)*[☆♡]*")
"""A rating as people draw it: ★★★☆☆."""
MOST: Final = 10


def _drawn(text: str) -> int | None:
    """How many stars are drawn; None where none are."""
    return sum(map(text.count, FULL)) if DRAWN.fullmatch(text) else None


class RatingMeaning(NumberMeaning):
    """A whole number from 1 on."""

    def __init__(self, most: int) -> None:
        super().__init__(decimals=0, minimum=Decimal(1), maximum=Decimal(most))

    def parse_text(self, text: str, names: Names) -> Decimal | Issue | None:
        stars = _drawn(text.strip())
        return super().parse_text(text, names) if stars is None else self.parse(stars)

    def aggregates(self) -> tuple[str, ...]:
        """Stars of several records are compared, never added up."""
        return ("average", "minimum", "maximum", "count", "count_distinct")


class RatingField(Field):
    """How good, how urgent, how satisfied: a number of stars out of a few."""

    title: ClassVar[Label] = Label(zh_cn="评分", en="Rating")
    icon: ClassVar[str] = "StarOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 4
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"most": 5},
            "accepts": [[1, 1], ["5", 5], [3.0, 3], ["", None], [None, None]],
            "refuses": [
                [0, "number_below_minimum"],
                [6, "number_above_maximum"],
                [2.5, "too_many_decimals"],
                ["★★", "not_number"],
                [True, "not_number"],
            ],
            "texts": [["4", 4], ["★★★☆☆", 3], ["⭐⭐", 2], ["❤️❤️", 2], ["", None]],
        },
    )

    kind: Literal["rating"] = "rating"
    most: Annotated[int, Setting(ge=2, le=MOST)] = 5
    """How many stars there are."""
    symbol: Literal["star", "heart", "fire", "thumb"] = "star"
    """What is drawn instead of a star."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Drawn stars; bare figures are numbers."""
        counts = [count for text in texts if (count := _drawn(text))]
        if len(counts) * 2 < len(texts) or max(counts) > MOST:
            return NO_GUESS
        most = max(5, *counts)
        return Guess(0.9 * readable(texts, RatingMeaning(most)), {"most": most})

    def make_meaning(self) -> AnyMeaning:
        return RatingMeaning(self.most)
