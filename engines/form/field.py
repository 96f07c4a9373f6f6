"""What a field is: the part of a form that holds one named value, of some kind."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from pydantic import PrivateAttr
from sqlalchemy import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Definition, Key, Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import Type
from engines.form.computation import Computation, FormulaText, LinkEnd, Numbering, Press, Query
from engines.form.facts import Facts
from engines.form.guess import NO_GUESS, Guess
from engines.form.meaning import AnyMeaning, Names, Operator, StoredColumn
from engines.form.mentions import ConditionText, OwnText
from engines.form.shapes import EMPTY, NULL, Shape, either, or_null
from engines.issues import Issue

__all__ = [
    "Field",
    "Group",
    "Names",
    "Operator",
    "StoredColumn",
]

Group = Literal["text", "number", "time", "choice", "people", "place", "file", "link", "computed", "more"]
"""Under which head a palette shows a kind."""


class Field(Definition, ABC):
    """A named value of a form. Each kind is one module of `engines/form/fields` that subclasses this.

    Class members describe the kind; instances are an author's settings. A kind gives at least its `meaning`; what
    else it is (a link, rows of its own, a computed value) it says through the methods of the middle part."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str] = "FieldStringOutlined"
    group: ClassVar[Group] = "more"
    rank: ClassVar[int] = 100
    """Its place in the group: what most forms have comes first."""
    examples: ClassVar[Sequence[Mapping[str, object]]] = ()
    """Each: {"settings": …, "accepts": [[raw, json], …], "refuses": [[raw, issue code], …],
    "texts": [[text, json], …]}; a computed kind says what `type` its expression has."""
    computed: ClassVar[bool] = False
    """Whether people cannot enter it."""
    pressed: ClassVar[bool] = False
    """Whether it is something to press, rather than a value."""
    can_be_masked: ClassVar[bool] = True
    """Whether it shows a value of its own, that can be shown masked."""
    can_be_unique: ClassVar[bool] = False
    can_be_title: ClassVar[bool] = False
    can_group: ClassVar[bool] = True
    offers_words: ClassVar[bool] = False
    """Whether its value is a list of words, of which those that others have entered are offered."""
    in_rows: ClassVar[bool] = True
    """Whether a row of a sub-table may have it."""

    kind: str
    key: Key
    label: Label
    help: Label = Label()
    required: bool = False
    unique: bool = False
    default: OwnText = ""
    """Computed when a record is begun and the field was not given."""
    visible_when: ConditionText = ""
    required_when: ConditionText = ""
    read_only_when: ConditionText = ""

    _resolved: AnyMeaning | None = PrivateAttr(default=None)
    _select: Callable[[FromClause], ColumnElement[Any]] | None = PrivateAttr(default=None)

    # What a kind says of itself -------------------------------------------------------------------------------

    @abstractmethod
    def make_meaning(self) -> AnyMeaning | None:
        """What the values mean; None for a value kept in another table, or known only by its expression."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Whether a column's texts, none blank, look like values of this kind. A kind that needs more than texts to be
        recognised, such as a link, says nothing."""
        return NO_GUESS

    def check_settings(self) -> Iterable[Issue]:
        """What is wrong with the settings themselves; pointers begin at the field."""
        return ()

    def link(self) -> LinkEnd | None:
        """Where it leads, when its value is a record of a form."""
        return None

    def row_fields(self) -> "Sequence[Field] | None":
        """The fields of its rows, when its value is a table of its own."""
        return None

    def with_rows(self, fields: "Sequence[Field]") -> Self:
        """The same field once the types of its rows' fields are known."""
        return self

    def row_limits(self) -> tuple[int, int]:
        """The least and the most rows that it may have."""
        return 0, 0

    def computation(self) -> Computation | None:
        """How its value is computed, when people do not enter it."""
        return None

    def computed_decimals(self) -> int:
        """To how many decimals a computed number is rounded."""
        return 0

    def computed_publicly(self) -> bool:
        """Whether a computed value may be read without reading what it is computed from."""
        return False

    def numbering(self) -> Numbering | None:
        """How the host numbers it, when nobody enters it."""
        return None

    def press(self) -> Press | None:
        """What pressing it does, when it is something to press rather than a value."""
        return None

    def query(self) -> Query | None:
        """Which records of another form it shows, when it is a list of them rather than a value."""
        return None

    def cut(self, known: Collection[str]) -> Self:
        """The field as far as somebody may see it who knows of no other fields of its form than these."""
        return self

    def option_labels(self) -> Mapping[str, Label] | None:
        """The options that its value is one of, in order; None when it has none."""
        return None

    def held_options(self) -> Mapping[str, Label] | None:
        """Every option that a value may name, those below others too; None when it has none."""
        return self.option_labels()

    def holds_files(self) -> bool:
        """Whether its value is files that the host keeps."""
        return False

    # What the engine asks -------------------------------------------------------------------------------------

    @cached_property
    def meaning(self) -> AnyMeaning:
        """What the values mean; LookupError where nothing is known of them yet."""
        made = self._resolved or self.make_meaning()
        if made is None:
            raise LookupError(f"the value of {self.key} is not kept in a column or not computed yet")
        return made

    def resolved(
        self, meaning: AnyMeaning, select: Callable[[FromClause], ColumnElement[Any]] | None = None
    ) -> Self:
        """The same field once the type of its expression is known. `select` computes a value that is never stored."""
        copy = self.model_copy()
        copy.__dict__.pop("meaning", None)
        copy._resolved, copy._select = meaning, select  # noqa: SLF001  of its own class
        return copy

    @property
    def stored(self) -> bool:
        """Whether a column keeps it."""
        return self._select is None and self.row_fields() is None

    @property
    def is_value(self) -> bool:
        """Whether expressions can read it, rather than that it only tells of the record as it stands."""
        computation = self.computation()
        return not (isinstance(computation, FormulaText) and computation.live)

    @property
    def is_table(self) -> bool:
        """Whether a table shows it, of rows of its own or of other records: no cell has room for that."""
        return self.row_fields() is not None or self.query() is not None

    @property
    def sortable(self) -> bool:
        """Whether a list can be ordered by it."""
        return self.row_fields() is None and self.meaning.sortable

    def value_type(self) -> Type:
        """The type that expressions see."""
        return self.meaning.type

    def columns(self) -> Sequence[StoredColumn]:
        """The physical columns, main one first; none for a value kept in another table or never kept."""
        return self.meaning.columns() if self.stored else ()

    def output(self, table: FromClause) -> ColumnElement[Any]:
        """The field as JSON gives it, to be selected under its key."""
        if self._select is not None:
            return self.meaning.shown(self.meaning.stored(self._select(table)))
        return self.meaning.output(table, self.key)

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any] | None:
        """What those see of the output who may see only a mask of it; None for what is usual."""
        return self.meaning.mask(shown) if self.row_fields() is None else None

    def expression_column(self, table: FromClause) -> ColumnElement[Any]:
        """The column that filters, sorting by value, formulas and aggregates read."""
        if self._select is not None:
            return self.meaning.stored(self._select(table))
        return self.meaning.column(table, self.key)

    def sort_columns(self, table: FromClause) -> Sequence[ColumnElement[Any]]:
        """What to order by so that people find the order natural."""
        return (
            (self.expression_column(table),) if self._select else self.meaning.sort_columns(table, self.key)
        )

    def answered(self) -> Shape:
        """How JSON gives the value."""
        return or_null(self.meaning.answered())

    def accepted(self) -> Shape:
        """How JSON may carry the value: what `parse` reads fits, as far as a schema can tell."""
        blanks = (NULL,) if isinstance(self.parse(""), Issue) else (EMPTY, NULL)
        return either(self.meaning.accepted(), *blanks)

    def parse(self, raw: object) -> object | Issue:
        """The typed value of what JSON carried, or the issue (pointer "" is the value itself); blank is None.
        Pure: existence of what an id names is the database's to say."""
        return self.meaning.parse(raw)

    def parse_text(self, text: str, names: Names) -> object | Issue:
        """The typed value of what a person wrote into a spreadsheet cell."""
        return self.meaning.parse_text(text, names)

    def settle(self, value: object, before: object, clock: Clock, facts: Facts) -> object | Issue:
        """A parsed value completed by the moment of the write: the company's zone, the day's rates."""
        return None if value is None else self.meaning.settle(value, before, clock, facts)

    def to_json(self, value: object) -> object:
        """The value as JSON gives it, the same as `output` selects."""
        return None if value is None else self.meaning.to_json(value)

    def to_columns(self, value: object) -> Mapping[str, object]:
        """Physical column name → database value, one entry for each of `columns`."""
        return self.meaning.to_columns(self.key, value) if self.stored else {}

    def from_columns(self, row: Mapping[str, Any]) -> object:
        """The typed value of what the physical columns hold; `row` has one entry for each of `columns`."""
        return self.meaning.from_columns(self.key, row)

    def to_expression(self, value: object) -> object:
        """The typed value as expressions see it."""
        return None if value is None else self.meaning.to_expression(value)

    def show(self, value: object, locale: Locale, names: Names) -> str:
        """The value as text for a person: export, history, messages; what `parse_text` reads back."""
        return "" if value is None else self.meaning.show(value, locale, names)

    def operators(self) -> Mapping[str, Operator]:
        """The ways to filter by it, the usual one first; empty when it cannot be filtered."""
        return {} if self.row_fields() is not None else self.meaning.operators()

    def aggregates(self) -> Sequence[str]:
        """Which of count, count_distinct, sum, average, minimum, maximum make sense."""
        return () if self.row_fields() is not None else self.meaning.aggregates()
