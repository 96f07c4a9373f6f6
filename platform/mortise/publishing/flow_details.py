"""What is otherwise in a flow: which nodes came, went or say something else, and which ways lead elsewhere."""

from collections.abc import Iterable, Iterator
from typing import Final

from engines.flow.definition import FlowDefinition
from engines.flow.node import Node
from engines.issues import Issue
from mortise.definitions.walk import called_part
from mortise.publishing.wording import listed

NODES: Final = "nodes"
"""The setting of a flow that is told by what is in it."""


def flow_details(before: FlowDefinition, after: FlowDefinition) -> Iterator[Issue]:
    """The sentences behind "the flow changes"."""
    was, becomes = by_key(before), by_key(after)
    yield from told("detail_nodes_added", (node for key, node in becomes.items() if key not in was))
    yield from told("detail_nodes_removed", (node for key, node in was.items() if key not in becomes))
    both = [(was[key], node) for key, node in becomes.items() if key in was and was[key] != node]
    yield from told("detail_nodes_changed", (node for old, node in both if settings(old) != settings(node)))
    yield from told("detail_nodes_lead", (node for old, node in both if ways(old) != ways(node)))


def by_key(flow: FlowDefinition) -> dict[str, Node]:
    """The nodes of a flow."""
    return {node.key: node for node in flow.nodes}


def ways(node: Node) -> list[str | None]:
    """Where a node leads."""
    return [*(exit.target for exit in node.exits()), node.meeting()]


def settings(node: Node) -> object:
    """What a node says besides where it leads."""
    gone = {exit.pointer.rsplit("/", 1)[1] for exit in node.exits()} | {"meets"}
    return without(node.model_dump(), gone)


def without(value: object, gone: set[str]) -> object:
    """A value without some of its members, at any depth."""
    if isinstance(value, dict):
        return {name: without(held, gone) for name, held in value.items() if name not in gone}
    if isinstance(value, list | tuple):
        return [without(held, gone) for held in value]
    return value


def told(code: str, nodes: Iterable[Node]) -> Iterator[Issue]:
    """One sentence about some nodes, if there are any."""
    names = [name for node in nodes if (name := called_part(node)) is not None]
    if names:
        yield Issue(code, "", {"parts": listed(names)})
