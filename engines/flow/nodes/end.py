"""Where a flow ends."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.instance import Visit
from engines.flow.node import Node
from engines.flow.run import Run


class EndNode(Node):
    """The flow has come to its end: approved, or rejected where a way of its own leads here."""

    title: ClassVar[Label] = Label(zh_cn="结束", en="End")
    icon: ClassVar[str] = "StopOutlined"
    rank: ClassVar[int] = 11
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({}, {"outcome": "rejected"})
    ends: ClassVar[bool] = True

    kind: Literal["end"] = "end"
    outcome: Literal["approved", "rejected"] = "approved"

    def enter(self, run: Run, visit: Visit) -> None:
        visit = run.visits.change(visit.number, state="done", outcome=self.outcome, left_at=run.now)
        run.end(visit.token, self.outcome)
