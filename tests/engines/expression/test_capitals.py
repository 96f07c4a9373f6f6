"""Amounts in Chinese capitals say the amount, and nothing that the rules for vouchers forbid."""

import re
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engines.expression.functions.capitals import capitals

FIGURES = "零壹贰叁肆伍陆柒捌玖"
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
LARGEST = 10**18 - 1
"""In fen."""


def below_ten_thousand(said: str) -> int:
    """Four figures with their units, read by a reader that knows nothing of the writer."""
    total = 0
    for figure, unit in re.findall(f"([{FIGURES[1:]}])([拾佰仟]?)", said):
        total += FIGURES.index(figure) * UNITS.get(unit, 1)
    return total


def below_a_hundred_million(said: str) -> int:
    *upper, rest = said.split("万")
    return below_ten_thousand("".join(upper)) * 10_000 + below_ten_thousand(rest)


def fen_said(said: str) -> int:
    """How many fen an amount in capitals means."""
    sign = -1 if said.startswith("负") else 1
    *whole, rest = said.removeprefix("负").removesuffix("整").split("元")
    *upper, yuan = "".join(whole).split("亿")
    total = below_a_hundred_million("".join(upper)) * 10**8 + below_a_hundred_million(yuan)
    small = {unit: FIGURES.index(figure) for figure, unit in re.findall(f"([{FIGURES}])([角分])", rest)}
    return sign * (total * 100 + small.get("角", 0) * 10 + small.get("分", 0))


@given(st.integers(-LARGEST, LARGEST) | st.integers(0, 10**7).map(lambda figures: figures * 10**6))
@settings(max_examples=300)
@example(0)
@example(5)
@example(10**17)
@example(100_000_000_00 + 5)
def test_an_amount_is_said_so_that_it_can_be_read_back(fen: int) -> None:
    said = capitals(Decimal(fen).scaleb(-2))

    assert said is not None
    assert fen_said(said) == fen
    assert "零零" not in said
    assert not re.search("零[元角万亿拾佰仟]", said) or said == "零元整"
    assert said.endswith("整") == (fen % 100 == 0)
    assert not said.removeprefix("负").startswith("零") or said == "零元整"
