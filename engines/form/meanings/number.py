"""Numbers with a fixed count of decimals."""

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Numeric, Text, and_, case, cast, false, func, literal_column

from engines.definition import Locale
from engines.expression.types import NUMBER
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, equality, membership, order, table
from engines.form.shapes import Shape, either, string, written
from engines.issues import Issue

NUMBER_COLUMN: Final = Numeric()
"""Without a scale, so that a change of decimals touches no row; values are rounded before they are written."""

LIMIT: Final = Decimal(10) ** 26
"""Numbers stay below this on either side, as in expressions."""
INTEGER_LIMIT: Final = Decimal(2**53)
"""Whole numbers leave as JSON numbers, which every reader of JSON must hold exactly."""
WRITTEN: Final = re.compile(r"[+-]?(\d{1,60}(\.\d{0,60})?|\.\d{1,60})", re.ASCII)
PRINTED: Final = str.maketrans("０１２３４５６７８９．－＋，　−％（）", "0123456789.-+, -%()")
GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}([, '_])\d{3}(?:\1\d{3})*(?!\d)", re.ASCII)
APART: Final = re.compile(r"(?<!\d) +| +(?!\d)", re.ASCII)
HUNDREDTHS: Final = "%"
UNITS: Final = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
EXACT: Final = Context(prec=130, rounding=ROUND_HALF_UP, traps=[])
TWELVE: Final = Decimal(1).scaleb(-12)
WHOLE: Final[Shape] = {"type": "integer"}
OPERATORS: Final = table((*equality(NUMBER), *order(NUMBER), *membership(NUMBER), *BLANKS))


def decimal_of(raw: object) -> Decimal | Issue:
    """The number that JSON carried as number or as text."""
    if type(raw) is str:
        if WRITTEN.fullmatch(raw) is None:
            return Issue("not_number")
        value = Decimal(raw)
    elif type(raw) is int:
        if abs(raw) >= LIMIT:
            return Issue("number_too_large")
        value = Decimal(raw)
    elif type(raw) is float:
        if not math.isfinite(raw):
            return Issue("not_number")
        value = Decimal(repr(raw))
    elif isinstance(raw, Decimal) and raw.is_finite():
        value = raw
    else:
        return Issue("not_number")
    if abs(value) >= LIMIT:
        return Issue("number_too_large")
    return value


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """Half away from zero, and never a negative zero."""
    rounded = EXACT.quantize(value, step)
    return rounded or abs(rounded)


def written_number(text: str) -> str:
    """What a person wrote in a cell, as `decimal_of` reads it: without thousands, currency and full width."""
    plain = ungrouped(APART.sub("", text.strip().translate(PRINTED)))
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    sign = plain[:1] if plain[:1] in {"-", "+"} else ""
    plain = sign + plain.removeprefix(sign).lstrip("¥￥$€£")
    factor = UNITS.get(plain[-1:])
    if factor is not None and WRITTEN.fullmatch(plain[:-1]):
        return f"{Decimal(plain[:-1]) * factor:f}"
    return plain


def ungrouped(text: str) -> str:
    """A number without what sets its thousands apart. Groups of another length are none: whoever writes 2,5 may mean
    two and a half, and is not taken for 25."""
    return GROUPED.sub(lambda found: found[0].replace(found[1], ""), text)


def decimals_of(plain: str) -> int:
    """How many decimals a number was written with, at most 12."""
    return min(len(plain.partition(".")[2]), 12) if WRITTEN.fullmatch(plain) else 0


class NumberMeaning(Meaning[Decimal]):
    """A number; with no decimals it leaves as a JSON number, otherwise as text."""

    type = NUMBER

    def __init__(
        self,
        *,
        decimals: int = 2,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
        thousands: bool = False,
    ) -> None:
        self.decimals = decimals
        self.minimum = minimum
        self.maximum = maximum
        self.thousands = thousands

    @cached_property
    def step(self) -> Decimal:
        """The smallest difference between two values."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def limit(self) -> Decimal:
        """What no value reaches, on either side."""
        return LIMIT if self.decimals else INTEGER_LIMIT

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", NUMBER_COLUMN),)

    def shown(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        rounded = func.round(column, self.decimals)
        return cast(rounded, Text) if self.decimals else cast(rounded, BigInteger)

    def answered(self) -> Shape:
        return string(pattern=rf"^-?[0-9]+\.[0-9]{{{self.decimals}}}$") if self.decimals else WHOLE

    def accepted(self) -> Shape:
        limits: dict[str, object] = {"type": "number" if self.decimals else "integer"}
        if self.minimum is not None:
            limits["minimum"] = float(self.minimum)
        if self.maximum is not None:
            limits["maximum"] = float(self.maximum)
        return either(limits, written(WRITTEN))

    def parse(self, raw: object) -> Decimal | Issue | None:
        if raw is None or raw == "":
            return None
        value = decimal_of(raw)
        if isinstance(value, Issue):
            return value
        rounded = round_to(value, self.step)
        if rounded != value and rounded != EXACT.quantize(value, TWELVE):
            return Issue("too_many_decimals", params={"decimals": self.decimals})
        return self.check(rounded) or rounded

    def parse_text(self, text: str, names: Names) -> Decimal | Issue | None:
        plain = written_number(text)
        part = plain.removesuffix(HUNDREDTHS)
        if part != plain and WRITTEN.fullmatch(part):
            return self.parse(f"{Decimal(part).scaleb(-2):f}")
        return self.parse(plain)

    def check(self, value: Decimal) -> Issue | None:
        if abs(value) >= self.limit:
            return Issue("number_too_large")
        if self.minimum is not None and value < self.minimum:
            return Issue("number_below_minimum", params={"minimum": f"{self.minimum:f}"})
        if self.maximum is not None and value > self.maximum:
            return Issue("number_above_maximum", params={"maximum": f"{self.maximum:f}"})
        return None

    def surely_reads(self, text: ColumnElement[str]) -> ColumnElement[bool] | None:
        if (
            type(self).parse_text is not NumberMeaning.parse_text
            or type(self).check is not NumberMeaning.check
        ):
            return None
        # So few digits that neither limit is reached; no more decimals than are kept.
        decimals = f"(\\.[0-9]{{1,{self.decimals}}})?" if self.decimals else ""
        digits = text.op("~")(literal_column(f"'^-?[0-9]{{1,15}}{decimals}$'"))
        limits = [
            cast(text, Numeric).op(sign)(literal_column(f"{limit:f}"))
            for sign, limit in ((">=", self.minimum), ("<=", self.maximum))
            if limit is not None
        ]
        # What a branch of CASE guards is cast after the guard only.
        return case((digits, and_(*limits)), else_=false()) if limits else digits

    def to_json(self, value: Decimal) -> object:
        return f"{value:f}" if self.decimals else int(value)

    def from_expression(self, value: Decimal) -> Decimal | None:
        rounded = round_to(value, self.step)
        return rounded if abs(rounded) < self.limit else None

    def stored(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        rounded = func.round(column, self.decimals)
        return case((func.abs(rounded) < self.limit, rounded))

    def show(self, value: Decimal, locale: Locale, names: Names) -> str:
        return f"{value:,f}" if self.thousands else f"{value:f}"

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("sum", "average", "minimum", "maximum", "count", "count_distinct")
