"""An instance as rows of plain JSON, and back: what a host stores, and what it needs to write after a step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar, cast

from engines.flow.instance import Instance, Numbered, Slot, Timer, Token, Visit, Vote
from engines.flow.reasons import Reason, reason_from_json

Row: TypeAlias = Mapping[str, object]
"""Texts, whole numbers, booleans, lists and objects of those, None."""

R = TypeVar("R", bound=Numbered)

TABLES: Final[Mapping[str, type[Numbered]]] = {
    "tokens": Token,
    "visits": Visit,
    "slots": Slot,
    "votes": Vote,
    "timers": Timer,
}
"""The kinds of rows that belong to an instance, by the member that holds them."""

MOMENTS: Final = frozenset(
    {
        "began_at",
        "ended_at",
        "entered_at",
        "left_at",
        "returned_at",
        "opened_at",
        "reminded_at",
        "at",
        "due_at",
    }
    | {"withdrawal_asked_at"}
)
HEAD: Final = tuple(
    member.name for member in fields(Instance) if member.name not in TABLES and member.name != "commands"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything of an instance: its own row, those of its tables, and the ids of its commands."""

    instance: Row
    tables: Mapping[str, Sequence[Row]]
    commands: Sequence[str]


def to_row(item: Numbered) -> Row:
    """A row of one of the tables."""
    return {name: _plain(getattr(item, name)) for name in item.__slots__}


def instance_row(instance: Instance) -> Row:
    """The instance's own row, without what stands in tables."""
    return {name: _plain(getattr(instance, name)) for name in HEAD}


def to_rows(instance: Instance) -> Rows:
    """The whole instance."""
    tables = {name: [to_row(item) for item in getattr(instance, name).values()] for name in TABLES}
    return Rows(instance_row(instance), tables, sorted(instance.commands))


def from_rows(rows: Rows) -> Instance:
    """The instance that was stored."""
    tables = {
        name: {cast("int", row["number"]): _built(kind, row) for row in rows.tables[name]}
        for name, kind in TABLES.items()
    }
    head = {name: _read(name, value) for name, value in rows.instance.items()}
    return Instance(**cast("Any", head), **cast("Any", tables), commands=frozenset(rows.commands))


def _built(kind: type[R], row: Row) -> R:
    return kind(**cast("Any", {name: _read(name, value) for name, value in row.items()}))


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Reason():
            return value.to_json()
        case tuple():
            return list(value)
        case Mapping():
            return {key: _plain(member) for key, member in value.items()}
    return value


SPECIAL: Final[Mapping[str, Callable[[Any], object]]] = {
    "reason": reason_from_json,
    "passes": reason_from_json,
    "weight": Decimal,
    "chosen": lambda value: {key: tuple(people) for key, people in value.items()},
    **dict.fromkeys(MOMENTS, datetime.fromisoformat),
}


def _read(name: str, value: object) -> object:
    if value is None:
        return None
    if name in SPECIAL:
        return SPECIAL[name](value)
    return tuple(value) if isinstance(value, list) else value
