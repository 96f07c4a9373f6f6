"""What a field is: the part of a form that holds one named value, of some kind."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field as Setting
from pydantic import StringConstraints
from sqlalchemy import ColumnElement
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine

from engines.definition import Definition, Key, Label, Locale
from engines.expression.types import Type
from engines.issues import Issue

ExpressionText = Annotated[
    str,
    StringConstraints(max_length=20_000),
    Setting(json_schema_extra={"x-ui": "expression"}),
]
"""Author's text in the expression language; empty means absent."""


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A physical column of a field: its name is the field's key followed by `suffix` ("" for the main one)."""

    suffix: str
    type: TypeEngine[object]
    references: str | None = None
    """Where the column is a foreign key: "form:<key>", "person" or "department"."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the host already knows when it turns people's text into values and back (import, export, paste).

    `people`, `departments`: id → name; `titles`: form key → id → title; `ids`: source ("person", "department",
    "form:<key>") → exact text → the ids that bear it. Only what the reader may see is in it."""

    people: Mapping[int, str] = field(default_factory=dict)
    departments: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    ids: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operator:
    """A way to compare the field in a filter.

    `expression` gives expression text from the field's path and the names of its operands, e.g. "stage", ["FILTER.p0"]
    → "stage = FILTER.p0"; `operands` are the types of the values it takes (empty: "is blank"); a list operand is
    Type("list", of=…). `words` is the operator as a person reads it ("等于", "is")."""

    key: str
    words: Label
    operands: tuple[Type, ...]
    expression: Callable[[str, Sequence[str]], str]


class Field(Definition, ABC):
    """A named value of a form. Each kind is one module of `engines/form/fields` that subclasses this.

    Class members describe the kind; instances are an author's settings. A kind whose value is not stored by people
    (formula, rollup, automatic number) sets `computed` and refuses input."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str] = "FieldTimeOutlined"
    examples: ClassVar[Sequence[Mapping[str, object]]] = ()
    """Each: {"settings": …, "accepts": [[raw, json], …], "refuses": [[raw, code], …], "texts": [[text, json], …]}."""
    computed: ClassVar[bool] = False
    can_be_unique: ClassVar[bool] = False
    can_be_title: ClassVar[bool] = False
    can_group: ClassVar[bool] = True

    kind: str
    key: Key
    label: Label
    help: Label = Label()
    required: bool = False
    unique: bool = False
    default: ExpressionText = ""
    """Computed when a record is begun and the field was not given."""
    visible_when: ExpressionText = ""
    required_when: ExpressionText = ""
    read_only_when: ExpressionText = ""

    # Meaning: types and storage -------------------------------------------------------------------------------

    @abstractmethod
    def value_type(self) -> Type:
        """The type that expressions see."""

    @abstractmethod
    def columns(self) -> Sequence[StoredColumn]:
        """The physical columns, main one first; none for a value kept in another table."""

    @abstractmethod
    def output(self, table: FromClause) -> ColumnElement[object]:
        """The field as JSON gives it, to be selected under its key: text for decimals, otherwise what orjson writes."""

    def expression_column(self, table: FromClause) -> ColumnElement[object]:
        """The column that filters, sorting by value, formulas and aggregates read."""
        return table.c[self.key]

    def sort_columns(self, table: FromClause) -> Sequence[ColumnElement[object]]:
        """What to order by so that people find the order natural."""
        return (self.expression_column(table),)

    # Meaning: values ------------------------------------------------------------------------------------------

    @abstractmethod
    def parse(self, raw: object) -> object | Issue:
        """The typed value of what JSON carried, or the issue (pointer "" is the value itself); blank is None.
        Pure: existence of what an id names is the database's to say."""

    @abstractmethod
    def parse_text(self, text: str, names: Names) -> object | Issue:
        """The typed value of what a person wrote into a spreadsheet cell."""

    def to_json(self, value: object) -> object:
        """The value as JSON gives it, the same as `output` selects."""
        return value

    @abstractmethod
    def to_columns(self, value: object) -> Mapping[str, object]:
        """Physical column name → database value, one entry for each of `columns`."""

    def to_expression(self, value: object) -> object:
        """The typed value as expressions see it."""
        return value

    @abstractmethod
    def show(self, value: object, locale: Locale, names: Names) -> str:
        """The value as text for a person: export, history, messages; what `parse_text` reads back."""

    # Meaning: lists -------------------------------------------------------------------------------------------

    @abstractmethod
    def operators(self) -> Mapping[str, Operator]:
        """The ways to filter by it, the usual one first; empty when it cannot be filtered."""

    @abstractmethod
    def aggregates(self) -> Sequence[str]:
        """Which of count, count_distinct, sum, average, minimum, maximum make sense."""
