"""Expressions that try to be expensive are refused at once, or blank."""

from decimal import Decimal

import pytest

from engines.expression.check import Checked, check
from engines.expression.python_executor import compile_python
from engines.expression.values import LIMIT, LONGEST_TEXT, number
from tests.engines.expression.corpus import CLOCK, SCOPE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-(" * 64 + "amount" + ")" * 64, "too_deep"),
        (" + ".join(["amount"] * 65), "too_deep"),
        ("SUM(" + ", ".join(["amount"] * 5_000) + ")", "too_large"),
        ("(" * 1_000_000 + ")" * 1_000_000, "too_large"),
        ("(" * 400_000, "too_large"),
        ("1+" * 400_000 + "1", "too_large"),
        ('"' + "a" * 1_000_001 + '"', "too_large"),
        ("-" * 20_001 + "1", "too_large"),
    ],
    ids=lambda value: value[:12],
)
def test_a_bomb_is_refused(text: str, code: str) -> None:
    found = check(text, SCOPE)

    assert isinstance(found, tuple)
    assert [issue.code for issue in found] == [f"expression.{code}"]


@pytest.mark.parametrize(
    "text",
    [
        "-(" * 63 + "amount" + ")" * 63,
        " + ".join(["amount"] * 64),
        "SUM(" + ", ".join(["amount"] * 4_999) + ")",
        "((((((" * 100 + "amount" + "))))))" * 100,
    ],
    ids=["depth", "chain", "size", "parentheses"],
)
def test_what_is_just_within_bounds_is_computed(text: str) -> None:
    found = check(text, SCOPE)

    assert isinstance(found, Checked), found
    assert compile_python(found)({"amount": Decimal(1)}, CLOCK) is not None


@pytest.mark.parametrize(
    "text",
    [
        'REPT("x", 1000000000)',
        'REPT(REPT("x", 1000000), 1000000)',
        'SUBSTITUTE(REPT("x", 1000000), "x", REPT("y", 1000000))',
        'PAD("x", 1000000000)',
        "POWER(10, POWER(10, 10))",
        "POWER(99999999999999999999999999, 10000)",
        "WORKDAY(TODAY(), 99999999999999999999999999)",
    ],
)
def test_what_would_grow_without_bounds_is_blank(text: str) -> None:
    found = check(text, SCOPE)

    assert isinstance(found, Checked), found
    assert compile_python(found)({}, CLOCK) is None


def test_a_text_of_the_greatest_length_is_kept() -> None:
    found = check('REPT("é", 1000000)', SCOPE)

    assert isinstance(found, Checked)
    assert compile_python(found)({}, CLOCK) == "é" * LONGEST_TEXT


def test_a_number_at_the_limit_is_blank_and_one_below_is_kept() -> None:
    assert number(LIMIT) is None
    assert number(-LIMIT) is None
    assert number(LIMIT - Decimal("0.0000000000005")) is None
    assert number(Decimal("99999999999999999999999999.999999999999")) is not None
