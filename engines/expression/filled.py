"""Which nodes are never blank, so that executors need not look."""

from engines.expression.functions import FUNCTIONS
from engines.expression.tree import Call, Literal, Node, Read


def is_filled_node(node: Node, *, trusting: bool) -> bool:
    """Whether the node is never blank; `trusting` believes what the scope says of what is read."""
    match node:
        case Literal():
            return node.value is not None
        case Read():
            return trusting and node.filled
        case Call():
            filled = FUNCTIONS[node.function].filled
            return filled == "yes" or (
                filled == "like last" and is_filled_node(node.arguments[-1], trusting=trusting)
            )
