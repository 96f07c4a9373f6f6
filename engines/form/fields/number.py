"""A number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.number import HUNDREDTHS, NumberMeaning, decimals_of, written_number
from engines.issues import Issue

NAME: Final = re.compile(r"[+-]?0\d|\D*\d{16}")
"""A figure that nobody counts with: one that begins with 0, or is longer than a spreadsheet holds exactly."""


class NumberField(Field):
    """A quantity, a rate, a score: whole, or with a fixed count of decimals."""

    title: ClassVar[Label] = Label(zh_cn="数字", en="Number")
    icon: ClassVar[str] = "NumberOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 1
    can_be_unique: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"decimals": 2, "minimum": "-5", "maximum": "100000"},
            "accepts": [
                ["12.5", "12.50"],
                [12, "12.00"],
                [12.25, "12.25"],
                [0.1 + 0.2, "0.30"],
                ["-0", "0.00"],
                [".5", "0.50"],
                ["12.500000", "12.50"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["12.345", "too_many_decimals"],
                ["1,000", "not_number"],
                ["NaN", "not_number"],
                [float("nan"), "not_number"],
                [float("inf"), "not_number"],
                ["1e3", "not_number"],
                ["１２", "not_number"],
                [True, "not_number"],
                [[], "not_number"],
                ["9" * 27, "number_too_large"],
                [1e300, "number_too_large"],
                [-5.01, "number_below_minimum"],
                [100001, "number_above_maximum"],
            ],
            "texts": [
                ["1,234.50", "1234.50"],
                ["￥１２．５", "12.50"],
                ["1.2万", "12000.00"],
                ["(3)", "-3.00"],
                ["15%", "0.15"],
            ],
        },
        {
            "settings": {"decimals": 0, "thousands": True},
            "accepts": [["12", 12], [12.0, 12], [-7, -7], [2**53 - 1, 2**53 - 1]],
            "refuses": [[0.5, "too_many_decimals"], [2**53, "number_too_large"]],
            "texts": [["12,000", 12000], ["3亿", 300000000]],
        },
        {
            "settings": {"decimals": 12},
            "accepts": [["0.123456789012", "0.123456789012"], ["0.1234567890123", "0.123456789012"]],
            "refuses": [],
            "texts": [],
        },
    )

    kind: Literal["number"] = "number"
    decimals: Annotated[int, Setting(ge=0, le=12)] = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: Label = Label()
    """Written behind the number: "件", "pcs"."""
    thousands: bool = False
    """Whether thousands are set apart."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        plain = [written_number(text) for text in texts]
        if any(NAME.match(text) for text in texts) or any(text.endswith(HUNDREDTHS) for text in plain):
            return NO_GUESS
        decimals = max(map(decimals_of, plain))
        settings = {"decimals": decimals, "thousands": any("," in text for text in texts)}
        return Guess(0.8 * readable(texts, NumberMeaning(decimals=decimals)), settings)

    def make_meaning(self) -> AnyMeaning:
        return NumberMeaning(
            decimals=self.decimals, minimum=self.minimum, maximum=self.maximum, thousands=self.thousands
        )

    def check_settings(self) -> Iterable[Issue]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            yield Issue("range_reversed", "/minimum")
