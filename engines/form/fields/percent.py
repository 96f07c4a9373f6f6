"""A part of a whole, in hundredths."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label, Locale
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning, Names
from engines.form.meanings.number import HUNDREDTHS, NumberMeaning, decimals_of, written_number
from engines.issues import Issue

PLACES: Final = 2
"""The decimals of a hundredth."""


def _bare(text: str) -> tuple[str, bool]:
    """A written number without its sign, and whether it had one."""
    plain = written_number(text)
    return plain.removesuffix(HUNDREDTHS), plain.endswith(HUNDREDTHS)


class PercentMeaning(NumberMeaning):
    """A fraction that people read and write in hundredths: they write 15 or 15 % and mean 0.15. Programs send 0.15."""

    def parse_text(self, text: str, names: Names) -> Decimal | Issue | None:
        plain, _ = _bare(text)
        if decimals_of(plain) > self.decimals - PLACES:
            return Issue("too_many_decimals", params={"decimals": self.decimals - PLACES})
        value = NumberMeaning(decimals=12).parse(plain)
        if value is None or isinstance(value, Issue):
            return value
        return self.parse(value.scaleb(-PLACES))

    def check(self, value: Decimal) -> Issue | None:
        problem = super().check(value)
        if problem is None or not problem.params:
            return problem
        return Issue(
            problem.code,
            params={name: self.written(Decimal(str(limit))) for name, limit in problem.params.items()},
        )

    def written(self, value: Decimal) -> str:
        """The value with its sign."""
        return f"{value.scaleb(PLACES):f}{HUNDREDTHS}"

    def show(self, value: Decimal, locale: Locale, names: Names) -> str:
        return self.written(value)


class PercentField(Field):
    """A discount, a probability, a progress: kept as a fraction, read and written in hundredths. Whoever types, pastes
    or imports 15 or 15 % means 15 %, and 0.5 is half of one per cent; a cell that a workbook shows as 15 % comes as
    that. Programs (the API, formulas) read and send the fraction: 0.15."""

    title: ClassVar[Label] = Label(zh_cn="百分比", en="Percent")
    icon: ClassVar[str] = "PercentageOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"decimals": 1, "minimum": "0", "maximum": "100"},
            "accepts": [
                ["0.15", "0.150"],
                [1, "1.000"],
                [0.125, "0.125"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["15%", "not_number"],
                [0.12345, "too_many_decimals"],
                ["1.001", "number_above_maximum"],
                [-0.1, "number_below_minimum"],
                [True, "not_number"],
            ],
            "texts": [
                ["15%", "0.150"],
                ["15", "0.150"],
                ["１２．５％", "0.125"],
                ["0.5", "0.005"],
                ["", None],
            ],
        },
        {
            "settings": {},
            "accepts": [["-0.05", "-0.05"], [2, "2.00"]],
            "refuses": [["0.125", "too_many_decimals"]],
            "texts": [["-5%", "-0.05"], ["(5%)", "-0.05"], ["(5)", "-0.05"], ["1,200%", "12.00"]],
        },
    )

    kind: Literal["percent"] = "percent"
    decimals: Annotated[int, Setting(ge=0, le=10)] = 0
    """Decimals of the percentage: 1 for 12.5 %."""
    minimum: Decimal | None = None
    """The least percentage: 0 for 0 %."""
    maximum: Decimal | None = None
    """The greatest percentage: 100 for 100 %."""
    display: Literal["figure", "bar"] = "figure"
    """Whether it is read as a figure, or as a bar with its figure: a progress."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Numbers that bear the sign."""
        bare = [_bare(text) for text in texts]
        if sum(signed for _, signed in bare) * 2 < len(texts):
            return NO_GUESS
        settings = {"decimals": min(max(decimals_of(plain) for plain, _ in bare), 10)}
        return Guess(0.9 * readable(texts, PercentMeaning(decimals=settings["decimals"] + PLACES)), settings)

    def make_meaning(self) -> AnyMeaning:
        return PercentMeaning(
            decimals=self.decimals + PLACES,
            minimum=None if self.minimum is None else self.minimum.scaleb(-PLACES),
            maximum=None if self.maximum is None else self.maximum.scaleb(-PLACES),
        )

    def check_settings(self) -> Iterable[Issue]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            yield Issue("range_reversed", "/minimum")
