"""Moments: kept in UTC, written by people in the company's time zone."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import DateTime

from engines.definition import Locale
from engines.expression.clock import Clock
from engines.expression.types import DATETIME
from engines.form.facts import Facts
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.date import date_of
from engines.form.operators import DATETIMES
from engines.form.shapes import Shape, string, written
from engines.issues import Issue

ISO: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
WRITTEN: Final = re.compile(
    r"(?P<day>.*?)\s+(?P<hour>\d{1,2})[:：时](?P<minute>\d{1,2})分?([:：]?(?P<second>\d{1,2})秒?)?", re.ASCII
)


def in_utc(moment: datetime) -> datetime | Issue:
    """The moment in UTC, unless the calendar ends before it is reached."""
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return Issue("no_such_date")


class DateTimeMeaning(Meaning[datetime]):
    """A moment. Without an offset it waits for `settle`, which knows the company's zone."""

    type = DATETIME

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", DateTime(timezone=True)),)

    def answered(self) -> Shape:
        return string(format="date-time", pattern="Z$")

    def accepted(self) -> Shape:
        return written(ISO)

    def parse(self, raw: object) -> datetime | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str) or ISO.fullmatch(raw) is None:
            return Issue("not_datetime")
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            return Issue("no_such_date")
        return moment if moment.tzinfo is None else in_utc(moment)

    def parse_text(self, text: str, names: Names) -> datetime | Issue | None:
        written = text.strip()
        if not written or ISO.fullmatch(written):
            return self.parse(written)
        match = WRITTEN.fullmatch(written)
        day: date | None = date_of(match["day"] if match else written)
        if day is None:
            return Issue("not_datetime")
        hour, minute, second = (
            int(match[part] or 0) if match else 0 for part in ("hour", "minute", "second")
        )
        try:
            return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001  settled later
        except ValueError:
            return Issue("no_such_date")

    def settle(
        self, value: datetime, before: datetime | None, clock: Clock, facts: Facts
    ) -> datetime | Issue:
        return value if value.tzinfo is not None else in_utc(value.replace(tzinfo=clock.time_zone))

    def to_json(self, value: datetime) -> object:
        return value.isoformat().replace("+00:00", "Z")

    def show(self, value: datetime, locale: Locale, names: Names) -> str:
        return self.to_json(value)  # type: ignore[return-value]  # always text

    def operators(self) -> Mapping[str, Operator]:
        return DATETIMES

    def aggregates(self) -> tuple[str, ...]:
        return ("minimum", "maximum", "count", "count_distinct")
