"""Those of several ways are taken side by side whose conditions hold."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.branch import ConditionalBranch, exits, texts
from engines.flow.facts import Unanswered
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node, NodeText
from engines.flow.run import Run


class InclusiveNode(Node):
    """Every branch whose condition holds begins; where none does, the way for everything else. Where they meet, the
    flow goes on when all that began have come."""

    title: ClassVar[Label] = Label(zh_cn="包容分支", en="Inclusive")
    icon: ClassVar[str] = "PartitionOutlined"
    rank: ClassVar[int] = 7
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "branches": [
                {"key": "large", "condition": "amount > 100000"},
                {"key": "new", "condition": "amount < 5"},
            ]
        },
    )
    splits: ClassVar[bool] = True

    kind: Literal["inclusive"] = "inclusive"
    branches: tuple[ConditionalBranch, ...] = ()
    otherwise: NodeKey | None = None
    meets: NodeKey | None = None
    """The node to which all branches lead, and which is entered once."""

    def exits(self) -> Iterable[Exit]:
        yield from exits(self.branches)
        yield Exit(self.otherwise or "", "/otherwise", "")

    def texts(self) -> Iterable[NodeText]:
        return texts(self.branches)

    def side_by_side(self) -> Iterable[tuple[str, Label]]:
        return ((branch.key, branch.label) for branch in self.branches)

    def meeting(self) -> str | None:
        return self.meets

    def enter(self, run: Run, visit: Visit) -> None:
        taken = []
        is_held = False
        for branch in self.branches:
            try:
                if run.evaluate(f"{self.key}/branches/{branch.key}"):
                    taken.append((branch.key, branch.next or ""))
            except Unanswered:
                is_held = True
        if is_held:
            raise Unanswered
        run.split(visit, taken or [("", self.otherwise or "")])
