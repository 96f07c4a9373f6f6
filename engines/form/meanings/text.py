"""Texts: kept as written, found without regard to case and width, ordered by pinyin."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import re2
from sqlalchemy import ColumnElement, Text, func
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label
from engines.expression.types import TEXT
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, TEXT_SEARCH, equality, membership, table
from engines.form.shapes import Shape, string
from engines.form.sorting import sort_key
from engines.form.wording import texts
from engines.issues import Issue

TEXT_COLUMN = Text(collation="C")
OPERATORS = table(
    (TEXT_SEARCH[0], TEXT_SEARCH[1], *equality(TEXT), TEXT_SEARCH[2], *membership(TEXT), *BLANKS)
)


def unwritable(raw: str) -> Issue | None:
    """Why a database cannot keep the text, if it cannot."""
    if "\0" in raw:
        return Issue("text_holds_nul")
    if not raw.isascii():
        try:
            raw.encode()
        except UnicodeEncodeError:
            return Issue("text_not_unicode")
    return None


def pattern_of(expression: str) -> Any:
    """The compiled pattern; ValueError says what is wrong with it."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(expression, options)
    except re2.error as problem:
        raise ValueError(str(problem)) from problem


class TextMeaning(Meaning[str]):
    """A text of one line, or of several where `lines`; `ordered` texts have a sort key."""

    type = TEXT

    def __init__(
        self,
        *,
        longest: int = 1_000_000,
        shortest: int = 0,
        pattern: str = "",
        pattern_message: Label | None = None,
        lines: bool = False,
        ordered: bool = True,
    ) -> None:
        self.longest = longest
        self.shortest = shortest
        self.pattern = pattern
        self.pattern_message = pattern_message
        self.lines = lines
        self.ordered = ordered

    @cached_property
    def matcher(self) -> Any:
        """The compiled pattern, or None without one."""
        return pattern_of(self.pattern) if self.pattern else None

    def columns(self) -> tuple[StoredColumn, ...]:
        main = StoredColumn("", TEXT_COLUMN)
        return (main, StoredColumn("__sort", TEXT_COLUMN)) if self.ordered else (main,)

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        return (table.c[f"{key}__sort"],) if self.ordered else (func.left(table.c[key], 100),)

    def answered(self) -> Shape:
        return string()

    def accepted(self) -> Shape:
        return string(maxLength=self.longest)

    def parse(self, raw: object) -> str | Issue | None:
        if raw is None:
            return None
        if not isinstance(raw, str):
            return Issue("not_text")
        value = raw.replace("\r\n", "\n") if self.lines else " ".join(raw.splitlines()).strip()
        if not value or value.isspace():
            return None
        return self.check(value) or value

    def parse_text(self, text: str, names: Names) -> str | Issue | None:
        return self.parse(text)

    def check(self, value: str) -> Issue | None:
        if len(value) > self.longest:
            return Issue("text_too_long", params={"maximum": self.longest, "length": len(value)})
        if len(value) < self.shortest:
            return Issue("text_too_short", params={"minimum": self.shortest, "length": len(value)})
        problem = unwritable(value)
        # As bytes, since of a match nothing else is asked that would have to be counted in letters.
        if problem is None and self.pattern and self.matcher.fullmatch(value.encode()) is None:
            return self.mismatch()
        return problem

    def mismatch(self) -> Issue:
        """The author's own sentence about the pattern, else one that names it."""
        message = self.pattern_message
        if message is None or not (message.zh_cn or message.en):
            return Issue("pattern_mismatch", params={"pattern": self.pattern})
        return Issue("pattern_message", params={"message": texts(message)})

    def to_columns(self, key: str, value: str | None) -> dict[str, object]:
        if not self.ordered:
            return {key: value}
        return {key: value, f"{key}__sort": None if value is None else sort_key(value)}

    def from_expression(self, value: str) -> str | None:
        return value if unwritable(value) is None else None

    def shown_text(self, column: ColumnElement[Any]) -> ColumnElement[str] | None:
        return column if type(self).show is Meaning.show else None

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count", "count_distinct")
