"""How the value of a computed field comes about, as its kind tells the engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

Aggregate = Literal["count", "count_distinct", "sum", "average", "minimum", "maximum"]


@dataclass(frozen=True, slots=True)
class FormulaText:
    """The value of an expression over the record; `setting` is the member of the field that holds the text."""

    text: str
    setting: str
    live: bool = False
    """Whether it is a condition that tells of the record as it stands, rather than a value of it: no column keeps it,
    no expression reads it, and forms follow it while they are filled in."""


@dataclass(frozen=True, slots=True)
class LookupOf(FormulaText):
    """A path to a field of linked records, whose values mean here what they mean there."""


@dataclass(frozen=True, slots=True)
class RollupOf:
    """An aggregate over the rows of a sub-table or over the records whose link names this one.

    `source` is the sub-table's key or the inverse's; `field` is the field of those rows (none to count them);
    `filter` is an expression over a row."""

    source: str
    field: str | None
    aggregate: Aggregate
    filter: str


Computation: TypeAlias = FormulaText | RollupOf


class Numbering(Protocol):
    """A number that the host gives in the writing transaction, counting within a scope."""

    def scope(self, today: date) -> str:
        """The counter's name: it begins at 1 whenever this changes."""
        ...

    def number(self, today: date, count: int) -> str:
        """The number as text."""
        ...


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a field does: it asks for some fields, each with whether it must be filled, then sets others in
    their order, then opens an address, or a new record of the form `opens` whose field `link` names this one."""

    asks: tuple[tuple[str, bool], ...]
    sets: tuple[tuple[str, str], ...]
    """Fields with the author's text of the value; an empty one empties the field."""
    address: str
    opens: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a form a field shows: those that meet the condition, with some of their fields, in the order of
    one, and others added up over all of them."""

    form: str
    filter: str
    shows: tuple[str, ...]
    order: str | None
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Where a field leads: the form, how that form names the records that lead to it, and what happens to them."""

    form: str
    inverse: str | None
    inverse_label: Mapping[str, str]
    on_delete: Literal["block", "clear", "cascade"]
    filter: str
    many: bool = False
    """Whether it leads to several, which a table of their own joins to the record."""
    is_tree: bool = False
    """Whether it leads to the record above, in a tree of the form's own records: never in a circle."""
