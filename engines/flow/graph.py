"""The shape of a flow: what leads where, what can be reached, and which nodes stand inside which branches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engines.flow.node import Node


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes by key, the first of each key; ways that lead nowhere are left out."""

    nodes: Mapping[str, Node]

    @cached_property
    def following(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes that each leads to."""
        return {
            key: tuple(dict.fromkeys(exit.target for exit in node.exits() if exit.target in self.nodes))
            for key, node in self.nodes.items()
        }

    @cached_property
    def leading(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes that lead to each."""
        found: dict[str, list[str]] = {key: [] for key in self.nodes}
        for key, targets in self.following.items():
            for target in targets:
                found[target].append(key)
        return {key: tuple(sources) for key, sources in found.items()}

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """The nodes where flows begin."""
        return tuple(key for key, node in self.nodes.items() if node.begins)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """What a flow can come to."""
        return reached(self.following, self.beginnings)

    @cached_property
    def finishing(self) -> frozenset[str]:
        """Nodes from which an end can be reached."""
        return reached(self.leading, (key for key, node in self.nodes.items() if node.ends))

    @cached_property
    def inside(self) -> Mapping[str, frozenset[str]]:
        """The nodes within the branches of each node that splits, up to where they meet."""
        found = {}
        for key, node in self.nodes.items():
            if node.splits:
                meets = node.meeting()
                ways = {one: targets for one, targets in self.following.items() if one != meets}
                found[key] = reached(ways, (target for target in self.following[key] if target != meets)) - {
                    meets or ""
                }
        return found

    def around(self, node: str) -> frozenset[str]:
        """The nodes that split within whose branches a node stands."""
        return frozenset(key for key, inside in self.inside.items() if node in inside)

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Circles through which a flow can go without anybody doing something, each once."""
        moving = {
            key: tuple(target for target in targets if not self.nodes[target].waits_for_people)
            for key, targets in self.following.items()
            if not self.nodes[key].waits_for_people
        }
        found: list[tuple[str, ...]] = []
        known: set[str] = set()
        for key, targets in moving.items():
            if key not in known and key in (circle := reached(moving, targets)):
                members = tuple(
                    one for one in moving if one in circle and key in reached(moving, moving[one])
                )
                known.update(members)
                found.append(members)
        return tuple(found)


def reached(ways: Mapping[str, Sequence[str]], starts: Iterable[str]) -> frozenset[str]:
    """What can be come to along the ways, the starts included."""
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)
