"""A branch of a node: when it is taken, and where it leads."""

from collections.abc import Iterable, Sequence

from engines.definition import Definition, Key, Label
from engines.expression.types import BOOLEAN
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, NodeText
from engines.form.mentions import ConditionText


class FlowBranch(Definition):
    """A way that is taken whatever the record holds, or where a condition does."""

    key: Key
    label: Label = Label()
    next: NodeKey | None = None


class ConditionalBranch(FlowBranch):
    """A way that is taken where the condition holds."""

    condition: ConditionText = ""


def exits(branches: Sequence[FlowBranch]) -> Iterable[Exit]:
    """The ways of the branches of a node."""
    return (
        Exit(branch.next or "", f"/branches/{place}/next", branch.key)
        for place, branch in enumerate(branches)
    )


def texts(branches: Sequence[ConditionalBranch]) -> Iterable[NodeText]:
    """The conditions of the branches of a node."""
    return (
        NodeText(f"branches/{branch.key}", f"/branches/{place}/condition", branch.condition, BOOLEAN)
        for place, branch in enumerate(branches)
    )
