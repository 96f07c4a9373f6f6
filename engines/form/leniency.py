"""Lets a condition pass where what it compares is blank: that a cost is at most 100 says nothing of a cost that nobody
has entered."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from engines.expression.check import Checked
from engines.expression.clock import Clock
from engines.expression.filled import is_filled_node
from engines.expression.functions import FUNCTIONS
from engines.expression.python_executor import compile_python
from engines.expression.tree import Call, Node
from engines.expression.types import BOOLEAN, is_list

JOINS: Final = frozenset({"AND", "OR"})
ORDERINGS: Final = frozenset({"<", "<=", ">", ">="})
OR: Final = "OR"
BLANK: Final = "ISBLANK"
ANY_TIME: Final = Clock(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
"""What a blank record satisfies is looked at as of some moment."""


def leniently(checked: Checked) -> Checked:
    """The condition, of which every comparison holds that reads a blank. What is denied, and what asks of blanks
    itself, means what it meant."""
    return Checked(checked.text, _passing(checked.tree))


def refuses_only_blanks(checked: Checked) -> bool:
    """Whether a record with nothing in it fails the condition merely because comparisons with blanks do not hold."""
    return not _holds_for_nothing(checked) and _holds_for_nothing(leniently(checked))


def _holds_for_nothing(checked: Checked) -> bool:
    return compile_python(checked)({}, ANY_TIME) is True


def _passing(node: Node) -> Node:
    if not isinstance(node, Call) or node.type != BOOLEAN:
        return node
    if node.function in JOINS:
        return Call(node.function, tuple(map(_passing, node.arguments)), BOOLEAN)
    if node.function not in ORDERINGS and FUNCTIONS[node.function].own_blank:
        return node
    blanks = tuple(
        Call(BLANK, (argument,), BOOLEAN)
        for argument in node.arguments
        if not is_list(argument.type) and not is_filled_node(argument, trusting=False)
    )
    return Call(OR, (*blanks, node), BOOLEAN) if blanks else node
