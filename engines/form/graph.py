"""What depends on what: which computed fields follow from a change, in which order, and by which links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

EXISTENCE: Final = ""
"""Stands for a record's being there: creation, deletion and return change it."""

NodeKey: TypeAlias = tuple[str, str]
"""A table's key and a field's."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A step from changed rows to the rows that read them.

    From rows of the table before to those of `table`: `up` when these name the former in `column`; otherwise the
    former stand in `before` and name these in `column`."""

    table: str
    column: str
    up: bool
    before: str


@dataclass(frozen=True, slots=True)
class Dependency:
    """The field `reader` reads `read` of the rows that `route` leads back from; no hop means the same row."""

    reader: NodeKey
    read: NodeKey
    route: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a follow-up begins: a table with changed rows, and the way to the rows that follow."""

    table: str
    route: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Computed fields of one table to compute again together, for the rows that the origins lead to."""

    table: str
    fields: tuple[str, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, eq=False)
class DependencyGraph:
    """Computed fields in an order in which each stands behind what it reads, and their dependencies."""

    order: tuple[NodeKey, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    _followed: dict[tuple[str, frozenset[str] | None], tuple[FollowUp, ...]] = field(default_factory=dict)

    def readers_of(self, table: str, key: str) -> frozenset[NodeKey]:
        """The computed fields that read a field directly."""
        return frozenset(edge.reader for edge in self.dependencies if edge.read == (table, key))

    def inputs_of(self, table: str, key: str) -> frozenset[NodeKey]:
        """Everything that a computed field reads, directly or through other computed fields."""
        found: set[NodeKey] = set()
        waiting = [(table, key)]
        while waiting:
            node = waiting.pop()
            for edge in self.dependencies:
                if edge.reader == node and edge.read[1] != EXISTENCE and edge.read not in found:
                    found.add(edge.read)
                    waiting.append(edge.read)
        return frozenset(found)

    def follow(self, table: str, changed: Iterable[str] | None) -> tuple[FollowUp, ...]:
        """What must be computed again after rows of `table` changed in the fields `changed`; None when rows were
        created, deleted or restored. What the same row computes from itself is done already, by `submit`."""
        keys = None if changed is None else frozenset(changed)
        known = self._followed.get((table, keys))
        if known is None:
            if len(self._followed) > 2_000:
                self._followed.clear()
            known = self._followed[table, keys] = self._follow(table, keys)
        return known

    def _follow(self, table: str, keys: frozenset[str] | None) -> tuple[FollowUp, ...]:
        origins: dict[NodeKey, dict[Origin, None]] = {}
        changed: set[NodeKey] = set()
        for node in self.order:
            for edge in self.dependencies:
                if edge.reader != node:
                    continue
                begun = edge.read[0] == table and (keys is None or edge.read[1] in keys)
                if (begun and edge.route) or edge.read in changed:
                    origins.setdefault(node, {})[Origin(edge.read[0], edge.route)] = None
                    changed.add(node)
        return tuple(_grouped(self._levels(changed), origins))

    def _levels(self, nodes: set[NodeKey]) -> Mapping[NodeKey, int]:
        """How many of the nodes stand one behind another before each."""
        levels: dict[NodeKey, int] = {}
        for node in self.order:
            if node in nodes:
                before = [
                    levels[edge.read]
                    for edge in self.dependencies
                    if edge.reader == node and edge.read in levels
                ]
                levels[node] = 1 + max(before, default=-1)
        return levels


def _grouped(
    levels: Mapping[NodeKey, int], origins: Mapping[NodeKey, Mapping[Origin, None]]
) -> Iterable[FollowUp]:
    """Fields of one table and one level are computed by one statement; tables in the order of their keys."""
    groups: dict[tuple[int, str], list[NodeKey]] = {}
    for node, level in levels.items():
        groups.setdefault((level, node[0]), []).append(node)
    for (_, table), nodes in sorted(groups.items(), key=lambda group: group[0]):
        every: dict[Origin, None] = {}
        for node in nodes:
            every.update(origins[node])
        yield FollowUp(table, tuple(key for _, key in nodes), tuple(every))
