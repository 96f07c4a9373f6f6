"""The typed tree: what `check` makes of a text, and what every executor runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from engines.expression.scope import Path
from engines.expression.types import Type, Value


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that the author wrote."""

    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Read:
    """A value that the caller gives; `filled` when it is never blank."""

    path: Path
    type: Type
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function, by its key, applied to arguments that have the types it asks for."""

    function: str
    arguments: tuple["Node", ...]
    type: Type


Node: TypeAlias = Literal | Read | Call


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    if isinstance(node, Call):
        for argument in node.arguments:
            yield from walk(argument)
