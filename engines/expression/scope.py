"""What an expression may name: fields of a form, fields behind its links, and the roots ME, OLD and PARAM."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from engines.expression.types import Type

Path: TypeAlias = tuple[str, ...]
"""What is read: ("amount",), ("account", "industry"), ("lines", "amount"), ("ME", "department")."""

ME: Final = "ME"
OLD: Final = "OLD"
PARAM: Final = "PARAM"


@dataclass(frozen=True)
class Entity:
    """A form as expressions see it: a link is Type("link", target=form), several rows (a sub-table, many
    links, an inverse) are a list of links. `labels` are the names that people know, for suggestions; `filled` are
    the fields that are never blank, so that SQL can stay plain."""

    key: str
    fields: Mapping[str, Type]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Everything that an expression of one place may name.

    `me` is None where nobody is asking; `old` admits OLD; `roots` are further roots of the place (FILTER,
    RECORD), by name in capitals; `filled` are paths below a root that are never blank."""

    entity: Entity
    entities: Mapping[str, Entity] = field(default_factory=dict)
    me: Mapping[str, Type] | None = None
    old: bool = False
    parameters: Mapping[str, Type] = field(default_factory=dict)
    roots: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    filled: frozenset[Path] = frozenset({(ME, "id")})

    def root(self, name: str) -> Mapping[str, Type] | None:
        """What may follow `name` and a dot, when it is a root that this place has."""
        if name == ME:
            return self.me
        if name == OLD:
            return self.entity.fields if self.old else None
        if name == PARAM:
            return self.parameters
        return self.roots.get(name)


ROOTS: Final = frozenset({ME, OLD, PARAM})
"""Roots of the language itself; a place may have others."""
