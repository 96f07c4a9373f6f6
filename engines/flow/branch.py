"""A branch of a node: when it is taken, and where it leads."""

from engines.definition import Definition, Key, Label
from engines.flow.mentions import NodeKey
from engines.form.mentions import ConditionText


class Branch(Definition):
    """A way that is taken whatever the record holds, or where a condition does."""

    key: Key
    label: Label = Label()
    next: NodeKey | None = None


class ConditionalBranch(Branch):
    """A way that is taken where the condition holds."""

    condition: ConditionText = ""
