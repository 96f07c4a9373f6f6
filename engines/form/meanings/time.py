"""Times of day, on the clock of whoever reads them."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Final

from sqlalchemy import Time

from engines.definition import Label, Locale
from engines.expression.types import TIME
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, between, comparison, equality, table
from engines.form.shapes import Shape, written
from engines.issues import Issue

ISO: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?", re.ASCII)
WRITTEN: Final = re.compile(
    r"(?P<early>上午|早上|凌晨|AM)?(?P<late>下午|晚上|中午|PM)?\s*(?P<hour>\d{1,2})\s*[:点时]\s*"
    r"((?P<minute>\d{1,2})\s*分?\s*([:]?(?P<second>\d{1,2})\s*秒?)?)?\s*(?P<am>AM)?(?P<pm>PM)?",
    re.ASCII | re.IGNORECASE,
)
PRINTED: Final = str.maketrans("０１２３４５６７８９：", "0123456789:")
NOON: Final = 12
OPERATORS: Final = table(
    (
        *equality(TIME),
        comparison("before", "<", TIME, Label(zh_cn="早于", en="is before")),
        comparison("after", ">", TIME, Label(zh_cn="晚于", en="is after")),
        comparison("on_or_before", "<=", TIME, Label(zh_cn="不晚于", en="is not later than")),
        comparison("on_or_after", ">=", TIME, Label(zh_cn="不早于", en="is not earlier than")),
        between(TIME),
        *BLANKS,
    )
)


def time_of(written: str) -> time | None:
    """The time in any of the ways people write it; None when no clock shows it."""
    match = WRITTEN.fullmatch(written.strip().translate(PRINTED))
    if match is None:
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if (match["late"] or match["pm"]) and hour < NOON:
        hour += NOON
    elif (match["early"] or match["am"]) and hour == NOON:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


class TimeMeaning(Meaning[time]):
    """A time of day between `earliest` and `latest`, both included."""

    type = TIME

    def __init__(self, *, earliest: time | None = None, latest: time | None = None) -> None:
        self.earliest = earliest
        self.latest = latest

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", Time()),)

    def answered(self) -> Shape:
        return written(ISO)

    def parse(self, raw: object) -> time | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str) or ISO.fullmatch(raw) is None:
            return Issue("not_time")
        try:
            value = time.fromisoformat(raw)
        except ValueError:
            return Issue("not_time")
        return self.check(value) or value

    def parse_text(self, text: str, names: Names) -> time | Issue | None:
        if not text.strip() or ISO.fullmatch(text.strip()):
            return self.parse(text.strip())
        value = time_of(text)
        return Issue("not_time") if value is None else self.check(value) or value

    def check(self, value: time) -> Issue | None:
        if self.earliest is not None and value < self.earliest:
            return Issue("time_too_early", params={"earliest": self.earliest.isoformat("minutes")})
        if self.latest is not None and value > self.latest:
            return Issue("time_too_late", params={"latest": self.latest.isoformat("minutes")})
        return None

    def to_json(self, value: time) -> object:
        return value.isoformat()

    def show(self, value: time, locale: Locale, names: Names) -> str:
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("minimum", "maximum", "count", "count_distinct")
