"""One of several options that the author names, kept by key."""

import itertools
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from pydantic import StringConstraints
from sqlalchemy import ColumnElement, case
from sqlalchemy.sql.selectable import FromClause

from engines.definition import LOCALES, Definition, Key, Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import CHOICE, Type, choice_of
from engines.form.facts import Facts
from engines.form.keys import suggest_key
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.text import TEXT_COLUMN, unwritable
from engines.form.operators import BLANKS, equality, membership, table
from engines.form.shapes import Shape, one_of_words, string
from engines.form.wording import did_you_mean, given
from engines.issues import Issue, pointer

LONGEST: Final = 100
"""Code points of an option that a person adds to an open set."""
OPTION: Final = "option"
SHOWN: Final = 20
"""Options of an open set that a schema shows."""
COLOURS: Final = (
    "blue",
    "green",
    "orange",
    "purple",
    "cyan",
    "pink",
    "teal",
    "yellow",
    "indigo",
    "lime",
    "red",
)
"""Given in turn to options that were found in a column."""


class Option(Definition):
    """A value that can be chosen. An archived option stays where it is and cannot be chosen again."""

    key: Key
    label: Label
    colour: Annotated[str, StringConstraints(max_length=30)] = ""
    archived: bool = False
    final: bool = False
    """An end of the way, reached only by being chosen: won and lost, of which neither follows the other."""


def twice(options: Iterable[Option]) -> Iterable[Issue]:
    """An issue for every option whose key stands before it."""
    seen: set[str] = set()
    for index, option in enumerate(options):
        if option.key in seen:
            yield Issue("key_twice", pointer("options", index, "key"), {"key": option.key})
        seen.add(option.key)


def options_named(names: Iterable[str]) -> list[dict[str, object]]:
    """Options for words that were found, as an author would list them."""
    taken: dict[str, str] = {}
    for name in names:
        taken[suggest_key(name, taken, OPTION)] = name
    return [
        {"key": key, "label": dict.fromkeys(LOCALES, name), "colour": colour}
        for (key, name), colour in zip(taken.items(), itertools.cycle(COLOURS), strict=False)
    ]


class Options:
    """A set of options as values are read against it; an `open` set admits what people add."""

    def __init__(self, options: Iterable[Option], *, is_open: bool = False) -> None:
        self.by_key = {option.key: option for option in options}
        self.is_open = is_open
        self.by_label = {
            option.label.text(locale).casefold(): option.key
            for option in self.by_key.values()
            for locale in LOCALES
        }

    @property
    def type(self) -> Type:
        """The type of one of them."""
        return CHOICE if self.is_open else choice_of(self.by_key)

    @property
    def shape(self) -> Shape:
        """How JSON names one of them."""
        if self.is_open:
            return string(maxLength=LONGEST, pattern=r"^[^\x00]+$", examples=list(self.by_key)[:SHOWN])
        return one_of_words(self.by_key)

    def parse(self, raw: object) -> str | Issue:
        """The key of a chosen option."""
        if not isinstance(raw, str):
            return Issue("not_option", params={"given": given(raw), "suggestion": self.suggest("")})
        if raw in self.by_key:
            return raw
        if self.is_open and 0 < len(raw) <= LONGEST and unwritable(raw) is None:
            return raw
        return Issue("not_option", params={"given": given(raw), "suggestion": self.suggest(raw)})

    def parse_text(self, text: str) -> str | Issue:
        """The key of the option that a person named by its label, or by its key."""
        written = text.strip()
        return self.parse(self.by_label.get(written.casefold(), written))

    def suggest(self, word: str) -> Mapping[Locale, str]:
        """The nearest option, as people know them."""
        return {
            locale: did_you_mean(word, (option.label.text(locale) for option in self.by_key.values()))[locale]
            for locale in LOCALES
        }

    def show(self, key: str, locale: Locale) -> str:
        """The option's label."""
        option = self.by_key.get(key)
        return option.label.text(locale) if option else key

    def archived(self, key: str) -> Issue | None:
        """Why the option cannot be chosen any more."""
        option = self.by_key.get(key)
        if option is None or not option.archived:
            return None
        return Issue(
            "option_archived", params={"option": {locale: self.show(key, locale) for locale in LOCALES}}
        )


class ChoiceMeaning(Meaning[str]):
    """One option."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.type = options.type

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", TEXT_COLUMN),)

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        """The order in which the author listed the options, others behind."""
        column = table.c[key]
        if not self.options.by_key:
            return (column,)
        places = {option: place for place, option in enumerate(self.options.by_key)}
        ordered = case(places, value=column, else_=case((column.is_not(None), len(places))))
        return (ordered, column) if self.options.is_open else (ordered,)

    def answered(self) -> Shape:
        return self.options.shape

    def parse(self, raw: object) -> str | Issue | None:
        return None if raw is None or raw == "" else self.options.parse(raw)

    def parse_text(self, text: str, names: Names) -> str | Issue | None:
        return self.options.parse_text(text) if text.strip() else None

    def settle(self, value: str, before: str | None, clock: Clock, facts: Facts) -> str | Issue:
        return value if value == before else self.options.archived(value) or value

    def show(self, value: str, locale: Locale, names: Names) -> str:
        return self.options.show(value, locale)

    def operators(self) -> Mapping[str, Operator]:
        return table((*equality(self.type), *membership(self.type), *BLANKS))

    def aggregates(self) -> tuple[str, ...]:
        return ("count", "count_distinct")
