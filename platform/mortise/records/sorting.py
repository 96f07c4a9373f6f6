"""The order that a list is asked for, by fields the person may read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from engines.issues import Issue, pointer
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.order import OrderKey
from mortise.records.projection import SHOWN_SYSTEM
from mortise.records.selection import is_read, unknown_field

MOST_KEYS = 5
DELETED_AT = "deleted_at"


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order: its name is the same for the same order, its keys are made for the table they order."""

    name: str
    length: int
    keys: Callable[[FromClause], list[OrderKey]]


@lru_cache(maxsize=2000)
def sorting(door: Door, asked: tuple[tuple[str, bool], ...], *, deleted: bool = False) -> Sorting:
    """The order asked for, or the form's own; the id comes last and makes it total. What was deleted last stands
    first in the recycle bin."""
    chosen = list(asked) or ([(DELETED_AT, True)] if deleted else _own(door))
    issues = [
        unknown_field(door, pointer("sort", key), key) for key, _ in asked if not _is_sortable(door, key)
    ]
    if len(chosen) > MOST_KEYS:
        issues.append(Issue("sort_too_long", "/sort", {"most": MOST_KEYS}))
    if issues:
        raise Invalid(issues)
    name = ",".join(f"{'-' if descending else ''}{key}" for key, descending in chosen)
    length = len(_keys(door, chosen, door.form.table))

    def keys(table: FromClause) -> list[OrderKey]:
        return _keys(door, chosen, table)

    return Sorting(name, length, keys)


def _own(door: Door) -> list[tuple[str, bool]]:
    """The form's order as far as its fields may be read; the newest first where it has none."""
    own = [(key.field, key.descending) for key in door.form.definition.sort if _is_sortable(door, key.field)]
    return own or [("id", True)]


def _is_sortable(door: Door, key: str) -> bool:
    if key in SHOWN_SYSTEM:
        return is_read(door.rights, key)
    field = door.form.fields.get(key)
    return field is not None and field.sortable and is_read(door.rights, key)


def _keys(door: Door, chosen: Sequence[tuple[str, bool]], table: FromClause) -> list[OrderKey]:
    found: list[OrderKey] = []
    for key, descending in chosen:
        if key == "id":
            return [*found, OrderKey(table.c.id, descending)]
        if key == DELETED_AT:
            found.append(OrderKey(table.c[key], descending))
            continue
        found.extend(OrderKey(column, descending) for column in _columns(door, key, table))
    # The id goes the way of the last key, so that an index on both serves the page.
    return [*found, OrderKey(table.c.id, bool(chosen) and chosen[-1][1])]


def _columns(door: Door, key: str, table: FromClause) -> list[ColumnElement[Any]]:
    if key not in door.form.fields:
        return [door.rights.value(key, table.c["title__sort" if key == "title" else key], table)]
    columns = door.form.fields[key].sort_columns(table)
    return [door.rights.value(key, column, table) for column in columns]
