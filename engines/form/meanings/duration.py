"""Lengths of time, kept as seconds."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engines.definition import Locale
from engines.expression.types import DURATION
from engines.form.meaning import Names, Operator
from engines.form.meanings.number import PRINTED, NumberMeaning, ungrouped
from engines.form.operators import BLANKS, equality, order, table
from engines.issues import Issue

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
UNITS: Final = {"d": DAY, "h": HOUR, "m": MINUTE, "s": 1}
CLOCK: Final = re.compile(r"(\d{1,9}):([0-5]?\d)(?::([0-5]?\d))?", re.ASCII)
PART: Final = re.compile(
    r"(\d{1,12}(?:\.\d{1,6})?)\s*(?:(天|日|days?|d)|(小时|时|hours?|hrs?|h)|(分钟|分|minutes?|mins?|m)|(秒钟|秒|seconds?|secs?|s))\s*",
    re.ASCII | re.IGNORECASE,
)
PARTS: Final = re.compile(f"(?:{PART.pattern})+", re.ASCII | re.IGNORECASE)
OPERATORS: Final = table((*equality(DURATION), *order(DURATION), *BLANKS))
NAMED: Final[Mapping[Locale, Mapping[str, str]]] = {
    "zh-CN": {"d": "天", "h": "小时", "m": "分", "s": "秒"},
    "en": {"d": "d", "h": "h", "m": "m", "s": "s"},
}


def seconds_of(written: str, unit: int) -> Decimal | None:
    """The length in any of the ways people write it; a bare number counts in `unit`."""
    plain = ungrouped(written.strip().translate(PRINTED).replace("：", ":"))
    sign = -1 if plain.startswith("-") else 1
    plain = plain.removeprefix("-")
    clock = CLOCK.fullmatch(plain)
    if clock is not None:
        return sign * Decimal(int(clock[1]) * HOUR + int(clock[2]) * MINUTE + int(clock[3] or 0))
    if PARTS.fullmatch(plain):
        sizes = tuple(UNITS.values())
        total = Decimal(0)
        for number, *named in PART.findall(plain):
            total += Decimal(number) * next(size for size, name in zip(sizes, named, strict=True) if name)
        return sign * total
    bare = re.fullmatch(r"\d{1,20}(\.\d{1,6})?", plain, re.ASCII)
    return sign * Decimal(plain) * unit if bare else None


class DurationMeaning(NumberMeaning):
    """A length of time in whole seconds; `unit` is what a bare number means, `in_days` says how it is written."""

    type = DURATION

    def __init__(
        self,
        *,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
        unit: int = MINUTE,
        in_days: bool = False,
    ) -> None:
        super().__init__(decimals=0, minimum=minimum, maximum=maximum)
        self.unit = unit
        self.in_days = in_days

    def parse(self, raw: object) -> Decimal | Issue | None:
        value = super().parse(raw)
        return Issue("not_duration") if isinstance(value, Issue) and value.code == "not_number" else value

    def parse_text(self, text: str, names: Names) -> Decimal | Issue | None:
        if not text.strip():
            return None
        seconds = seconds_of(text, self.unit)
        return Issue("not_duration") if seconds is None else self.parse(seconds)

    def check(self, value: Decimal) -> Issue | None:
        if abs(value) >= self.limit:
            return Issue("number_too_large")
        if self.minimum is not None and value < self.minimum:
            return Issue("duration_too_short", params={"minimum": self.texts(self.minimum)})
        if self.maximum is not None and value > self.maximum:
            return Issue("duration_too_long", params={"maximum": self.texts(self.maximum)})
        return None

    def texts(self, value: Decimal) -> Mapping[Locale, str]:
        """A length as a parameter of an issue."""
        return {locale: self.written(value, locale) for locale in NAMED}

    def written(self, value: Decimal, locale: Locale) -> str:
        """The length as people write it, to the second."""
        sign, seconds = "-" if value < 0 else "", abs(int(value))
        if not self.in_days:
            hours, rest = divmod(seconds, HOUR)
            tail = f":{rest % MINUTE:02}" if rest % MINUTE or self.unit < MINUTE else ""
            return f"{sign}{hours}:{rest // MINUTE:02}{tail}"
        parts = []
        for name, size in UNITS.items():
            count, seconds = divmod(seconds, size)
            if count:
                parts.append(f"{count}{NAMED[locale][name]}")
        return sign + ("" if locale == "zh-CN" else " ").join(parts or [f"0{NAMED[locale]['h']}"])

    def show(self, value: Decimal, locale: Locale, names: Names) -> str:
        return self.written(value, locale)

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS
