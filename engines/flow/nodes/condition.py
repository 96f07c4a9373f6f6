"""One of several ways is taken."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.branch import ConditionalBranch, exits, texts
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node, NodeText
from engines.flow.run import Run
from engines.issues import Issue


class ConditionNode(Node):
    """The first branch whose condition holds is taken; where none holds, the way for everything else."""

    title: ClassVar[Label] = Label(zh_cn="条件分支", en="Condition")
    icon: ClassVar[str] = "ForkOutlined"
    rank: ClassVar[int] = 5
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"branches": [{"key": "large", "condition": "amount > 100000"}]},
    )

    kind: Literal["condition"] = "condition"
    branches: tuple[ConditionalBranch, ...] = ()
    otherwise: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        yield from exits(self.branches)
        yield Exit(self.otherwise or "", "/otherwise")

    def texts(self) -> Iterable[NodeText]:
        return texts(self.branches)

    def problems(self) -> Iterable[Issue]:
        if not self.branches:
            yield Issue("flow_no_branches", "/branches")

    def onward(self, outcome: str | None) -> str:
        taken = (branch.next for branch in self.branches if branch.key == outcome)
        return next(taken, self.otherwise) or ""

    def enter(self, run: Run, visit: Visit) -> None:
        for branch in self.branches:
            if run.evaluate(f"{self.key}/branches/{branch.key}"):
                run.leave(visit, branch.key)
                return
        run.leave(visit)
