"""What a browser is given of an expression: its tree, with slots where only the server can compute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engines.expression.check import Checked
from engines.expression.scope import Path
from engines.expression.tree import Call, Node, Read, walk
from engines.expression.tree_json import tree_to_json
from engines.expression.types import type_to_json


@dataclass(frozen=True)
class BrowserTree:
    """A tree as JSON, and the expressions behind its slots by name."""

    tree: Mapping[str, object]
    slots: Mapping[str, Checked]


def browser_tree(
    checked: Checked,
    *,
    known: Callable[[Path], bool],
    readable: Callable[[Path], bool],
    prefix: str = "s",
) -> BrowserTree:
    """The tree for a browser that knows the paths for which `known` says so, and whose person may read those for
    which `readable` does. When one may not be read nothing of the expression is told: it is one slot."""
    slots: dict[str, Checked] = {}

    def slot(node: Node) -> dict[str, object]:
        name = f"{prefix}{len(slots) + 1}"
        slots[name] = Checked(checked.text, node)
        return {"slot": name, "type": type_to_json(node.type)}

    def write(node: Node) -> dict[str, object]:
        reads = [part.path for part in walk(node) if isinstance(part, Read)]
        if reads and not any(map(known, reads)):
            return slot(node)
        if isinstance(node, Call) and not all(map(known, reads)):
            arguments = [write(argument) for argument in node.arguments]
            return {"call": node.function, "arguments": arguments, "type": type_to_json(node.type)}
        return tree_to_json(node)

    everything = "browser" in checked.executors and all(map(readable, checked.reads))
    tree = write(checked.tree) if everything else slot(checked.tree)
    return BrowserTree(tree, slots)
