"""The laws of single values that every executor keeps: ranges, rounding, and how values read as text."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Final

DIGITS: Final = 26
LIMIT: Final = Decimal(10) ** DIGITS
"""Numbers stay below this on either side: numeric(38,12)."""
TWELVE: Final = Decimal(1).scaleb(-12)
LONGEST_TEXT: Final = 1_000_000
"""Code points; a longer result is blank."""

EXACT: Final = Context(prec=130, rounding=ROUND_HALF_UP, traps=[])
"""Wide enough that products are exact and quotients cannot fall on the wrong side of a tie."""

add: Final = EXACT.add
subtract: Final = EXACT.subtract
multiply: Final = EXACT.multiply
negate: Final[Callable[[Decimal], Decimal]] = EXACT.minus
quantize: Final = EXACT.quantize
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


def number(value: Decimal) -> Decimal | None:
    """The number as expressions keep it: half away from zero to 12 decimals, blank when too large."""
    return within(quantize(value, TWELVE))


def within(value: Decimal) -> Decimal | None:
    """The number, blank when too large: for results that have no more than 12 decimals."""
    return value if value.adjusted() < DIGITS else None


def divide(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """The quotient, blank when there is none."""
    return number(EXACT.divide(dividend, divisor)) if divisor else None


def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The remainder that has the divisor's sign; the divisor is not zero."""
    rest = EXACT.remainder(dividend, divisor)
    return add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def whole(value: Decimal) -> int:
    """The number without its decimals, held within what every executor counts with."""
    return int(max(min(value.to_integral_value(ROUND_DOWN), WHOLE_LIMIT), -WHOLE_LIMIT))


WHOLE_LIMIT: Final = Decimal(2_000_000_000)


def floor(value: Decimal) -> Decimal:
    """The greatest whole number that is not above."""
    return value.to_integral_value(ROUND_FLOOR)


def tidy(value: Decimal | None) -> Decimal | None:
    """The same number without trailing zeros and without an exponent."""
    if not value:
        return None if value is None else ZERO
    whole_value = quantize(value, ONE)
    return whole_value if whole_value == value else value.normalize(EXACT)


def number_text(value: Decimal) -> str:
    """The number as text: a point for decimals, no trailing zeros, no exponent."""
    return f"{tidy(value):f}"


def date_text(value: date) -> str:
    """The date as YYYY-MM-DD."""
    return value.isoformat()


def datetime_text(value: datetime) -> str:
    """A local moment as YYYY-MM-DD HH:MM."""
    return f"{value.date().isoformat()} {value.hour:02}:{value.minute:02}"


def text(value: str) -> str | None:
    """The text as expressions keep it: blank when empty or too long."""
    return value if 0 < len(value) <= LONGEST_TEXT else None


def _alphabet() -> list[str]:
    """The letters with two cases that every executor maps alike, one to one."""
    ranges = (range(0x41, 0x588), range(0x1E00, 0x2000), range(0xFF21, 0xFF5B))
    return [chr(code) for points in ranges for code in points]


SMALL: Final = {
    ord(letter): letter.lower()
    for letter in _alphabet()
    if letter.lower() != letter and len(letter.lower()) == 1
}
CAPITAL: Final = {
    ord(letter): letter.upper()
    for letter in _alphabet()
    if letter.upper() != letter and len(letter.upper()) == 1
}
NARROW: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
FOLDED: Final = (
    SMALL | NARROW | {code: SMALL[ord(NARROW[code])] for code in NARROW if ord(NARROW[code]) in SMALL}
)
ALIKE: Final = frozenset({*map(chr, FOLDED), *FOLDED.values()})
"""Letters that differ from another in case or width alone."""


def lower(value: str) -> str:
    """Small letters for capitals of Latin, Greek, Cyrillic and Armenian, one to one."""
    return value.lower() if value.isascii() else value.translate(SMALL)


def upper(value: str) -> str:
    """Capitals for small letters of Latin, Greek, Cyrillic and Armenian, one to one."""
    return value.upper() if value.isascii() else value.translate(CAPITAL)


def fold(value: str) -> str:
    """The text without differences of case and of width, for searching."""
    return value.lower() if value.isascii() else value.translate(FOLDED)


def is_plain(value: str) -> bool:
    """Whether no letter of the text has another case or width: a text then holds it folded only if it holds it as it
    stands."""
    return ALIKE.isdisjoint(value)
