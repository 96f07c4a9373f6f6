"""What was removed and is kept out of sight: how it is named, and whether a field can have its values back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.form.compiled import Form, SubTable
from engines.form.field import Field
from engines.form.graph import NodeKey
from engines.form.steps import DIALECT, PARKED
from engines.form.tables import LONGEST_NAME, bounded_name


@dataclass(frozen=True, slots=True)
class ParkedField:
    """A field as it was when it was parked, and where its columns are kept (own name → parked)."""

    field: Field
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ParkedTable:
    """A form or sub-table as it was when it was parked, and the name of its table."""

    source: Form | SubTable
    name: str


@dataclass(frozen=True, slots=True)
class Returning:
    """What the author takes back: fields by (table, key), what was parked last first, and tables by name."""

    fields: Mapping[NodeKey, Sequence[ParkedField]] = field(default_factory=dict)
    tables: Mapping[str, ParkedTable] = field(default_factory=dict)


NOTHING: Final = Returning()
SORT: Final = "__sort"
"""What the name of a column ends in that only says how texts are ordered."""


def parked_table_name(table: str, version: int) -> str:
    """Where the table is kept that `version` has no more; long names keep the version at their end."""
    ending = f"{PARKED}{version}"
    if len(table) + len(ending) <= LONGEST_NAME:
        return table + ending
    digest = bounded_name(table.ljust(LONGEST_NAME + 1, "_"))[-11:]
    return table[: LONGEST_NAME - len(ending) - len(digest)] + digest + ending


def keeps(old: Field, new: Field) -> bool:
    """Whether values of the one field, as its columns hold them, are values of the other."""
    if new.computed and not old.computed:
        return False
    return _shape(old) == _shape(new) and (new.computed or type(old.meaning) is type(new.meaning))


def _shape(item: Field) -> tuple[str, str | None, int]:
    """What must stay the same for the values to stay where they are."""
    columns = item.columns()
    if not columns:
        return "", None, 0
    # Sort keys can be written again; further columns that carry values cannot.
    carrying = sum(column.suffix != SORT for column in columns)
    return columns[0].type.compile(DIALECT), columns[0].references, carrying
