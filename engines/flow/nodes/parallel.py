"""Several ways are taken side by side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.branch import FlowBranch, exits
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node
from engines.flow.run import Run


class ParallelNode(Node):
    """Every branch begins at once. Where they meet, the flow goes on when all have come."""

    title: ClassVar[Label] = Label(zh_cn="并行分支", en="Parallel")
    icon: ClassVar[str] = "BranchesOutlined"
    rank: ClassVar[int] = 6
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"branches": [{"key": "legal"}, {"key": "finance"}]},
    )
    splits: ClassVar[bool] = True

    kind: Literal["parallel"] = "parallel"
    branches: tuple[FlowBranch, ...] = ()
    meets: NodeKey | None = None
    """The node to which all branches lead, and which is entered once."""

    def exits(self) -> Iterable[Exit]:
        return exits(self.branches)

    def side_by_side(self) -> Iterable[tuple[str, Label]]:
        return ((branch.key, branch.label) for branch in self.branches)

    def meeting(self) -> str | None:
        return self.meets

    def added_branches(self, born: Collection[str | None]) -> Iterable[tuple[str, str]]:
        return ((branch.key, branch.next or "") for branch in self.branches if branch.key not in born)

    def enter(self, run: Run, visit: Visit) -> None:
        run.split(visit, self.added_branches(()))
