"""Days, without a time and without a zone."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, func, literal_column

from engines.definition import Locale
from engines.expression.types import DATE
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import DATES
from engines.form.shapes import Shape, written
from engines.issues import Issue

ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?(\s+0{1,2}:00(:00)?)?",
    re.ASCII,
)
COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
SURE: Final[ColumnElement[str]] = literal_column(
    "'^[1-9][0-9]{3}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-9]|2[0-8])$'"
)
"""Days that every month has, in digits of ASCII."""
PRINTED: Final = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")


def date_of(written: str) -> date | None:
    """The day in any of the ways people write it, year first; None when it is none of the calendar."""
    plain = written.strip().translate(PRINTED)
    match = WRITTEN.fullmatch(plain) or COMPACT.fullmatch(plain)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


class DateMeaning(Meaning[date]):
    """A day between 0001-01-01 and 9999-12-31."""

    type = DATE

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", Date()),)

    def shown(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The driver keeps the ends of the calendar as infinity, which JSON made by the database would spell out."""
        return func.mortise.real_date(column, type_=Date())

    def answered(self) -> Shape:
        return written(ISO, format="date")

    def parse(self, raw: object) -> date | Issue | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str) and ISO.fullmatch(raw):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return Issue("no_such_date")
        return Issue("not_date")

    def parse_text(self, text: str, names: Names) -> date | Issue | None:
        if not text.strip():
            return None
        return date_of(text) or Issue("not_date")

    def to_json(self, value: date) -> object:
        return value.isoformat()

    def show(self, value: date, locale: Locale, names: Names) -> str:
        return value.isoformat()

    def surely_reads(self, text: ColumnElement[str]) -> ColumnElement[bool] | None:
        return text.op("~")(SURE)

    def operators(self) -> Mapping[str, Operator]:
        return DATES

    def aggregates(self) -> tuple[str, ...]:
        return ("minimum", "maximum", "count", "count_distinct")
