"""What a field's value means: its type, columns, reading and writing, and how lists compare it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import Type
from engines.form.facts import Facts
from engines.form.shapes import Shape
from engines.issues import Issue

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A physical column of a field: its name is the field's key followed by `suffix` ("" for the main one)."""

    suffix: str
    type: TypeEngine[Any]
    references: str | None = None
    """Where the column is a foreign key: "form:<key>", "person" or "department"."""
    index: str | None = None
    """The index that lists need: "btree", "gin", or none."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the host already knows when it turns people's text into values and back (import, export, paste).

    `people`, `departments`: id → name; `titles`: form key → id → title; `ids`: source ("person", "department",
    "form:<key>") → exact text → the ids that bear it. Only what the reader may see is in it."""

    people: Mapping[int, str] = field(default_factory=dict)
    departments: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    ids: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)


NO_NAMES: Final = Names()


@dataclass(frozen=True, slots=True)
class Operator:
    """A way to compare the field in a filter.

    `expression` gives expression text from the field's path and the names of its operands, e.g. "stage",
    ["FILTER.p0"] → "stage = FILTER.p0"; `operands` are the types of the values it takes (empty: "is blank"); a list
    operand is Type("list", of=…). `words` is the operator as a person reads it ("等于", "is").

    Where the compared values are not the operands themselves ("in the last n days"), `slots` are the types of the
    compared values and `values` computes them from the operands and the clock; `written` is then how a condition says
    the same, if the language can."""

    key: str
    words: Label
    operands: tuple[Type, ...]
    expression: Callable[[str, Sequence[str]], str]
    slots: tuple[Type, ...] | None = None
    values: Callable[[Sequence[object], Clock], Sequence[object]] | None = None
    written: Callable[[str, Sequence[str]], str] | None = None

    @property
    def pattern(self) -> str | None:
        """The comparison as a condition writes it, `_field` standing for the field and `_0`, `_1` for what it is
        compared with; None where only a filter can say it."""
        say = self.written or (self.expression if self.values is None else None)
        return None if say is None else say("_field", [f"_{place}" for place in range(len(self.operands))])


class Meaning(ABC, Generic[V]):
    """What values of one type mean when a table keeps them. A blank value is None and reaches no method but
    `to_columns`."""

    type: Type
    """The type that expressions see."""
    sortable: ClassVar[bool] = True
    source: str | None = None
    """What its ids are of, when its values are ids: "form:<key>", "person" or "department"."""

    @abstractmethod
    def columns(self) -> tuple[StoredColumn, ...]:
        """The physical columns, main one first."""

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        """The column that filters, formulas and aggregates read."""
        return table.c[key]

    def shown(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The expression column as JSON gives it."""
        return column

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        """The value as JSON gives it, to be selected."""
        return self.shown(self.column(table, key))

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        """What to order by so that people find the order natural."""
        return (self.column(table, key),)

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any] | None:
        """What those see of the output who may see only that there is a value, as text; None for what is usual."""
        return None

    @abstractmethod
    def answered(self) -> Shape:
        """How JSON gives a value."""

    def accepted(self) -> Shape:
        """How JSON may carry a value, at least; as it is given unless more is read."""
        return self.answered()

    @abstractmethod
    def parse(self, raw: object) -> V | Issue | None:
        """The typed value of what JSON carried, or the issue."""

    def parse_text(self, text: str, names: Names) -> V | Issue | None:
        """The typed value of what a person wrote into a spreadsheet cell."""
        return self.parse(text.strip() or None)

    def check(self, value: V) -> Issue | None:
        """What is wrong with a value of the right type; `parse` has asked already."""
        return None

    def settle(self, value: V, before: V | None, clock: Clock, facts: Facts) -> V | Issue:
        """The value completed by the moment of the write: the company's zone, the day's rates."""
        return value

    def to_json(self, value: V) -> object:
        """The value as JSON gives it, the same as `output` selects."""
        return value

    def to_columns(self, key: str, value: V | None) -> dict[str, object]:
        """Physical column name → database value, one entry for each of `columns`."""
        return {key: value}

    def from_columns(self, key: str, row: Mapping[str, Any]) -> V | None:
        """The typed value of what the physical columns hold."""
        return row[key]  # type: ignore[no-any-return]  # the column's type is the value's

    def to_expression(self, value: V) -> object:
        """The typed value as expressions see it."""
        return value

    def from_expression(self, value: Any) -> V | None:
        """The value that an expression of this type gave, ready to be stored; blank when it cannot be kept."""
        return value  # type: ignore[no-any-return]  # the checker proved the type

    def stored(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """`from_expression` in SQL: a computed value as its column keeps it."""
        return column

    def show(self, value: V, locale: Locale, names: Names) -> str:
        """The value as text for a person: export, history, messages; what `parse_text` reads back."""
        return str(value)

    def shown_text(self, column: ColumnElement[Any]) -> ColumnElement[str] | None:
        """What `show` gives in every language, in SQL; None where SQL cannot say it."""
        return None

    def surely_reads(self, text: ColumnElement[str]) -> ColumnElement[bool] | None:
        """A condition in SQL that holds of no text which `parse_text` refuses, and of the usual ones that it takes;
        None where there is none so simple."""
        return None

    @abstractmethod
    def operators(self) -> Mapping[str, Operator]:
        """The ways to filter by it, the usual one first."""

    @abstractmethod
    def aggregates(self) -> tuple[str, ...]:
        """Which of count, count_distinct, sum, average, minimum, maximum make sense."""


AnyMeaning: TypeAlias = Meaning[Any]
"""A meaning whose values the caller does not look into."""
