"""People do something and fill it in."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.assignment import assign
from engines.flow.decisions import AnyDecision
from engines.flow.decisions.any import AnyoneDecision
from engines.flow.instance import Visit
from engines.flow.run import Run
from engines.flow.task_node import OwnRequest, TaskNode


class FillInNode(TaskNode):
    """People complete the record; there is nothing to reject. The initiator may well be among them."""

    title: ClassVar[Label] = Label(zh_cn="办理", en="Fill in")
    icon: ClassVar[str] = "FormOutlined"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"approvers": [{"kind": "role", "role": "finance"}], "fields": {"amount": "required"}},
    )

    kind: Literal["fill_in"] = "fill_in"
    decision: AnyDecision = AnyoneDecision()
    own_request: OwnRequest = "self"

    def enter(self, run: Run, visit: Visit) -> None:
        assign(run, visit, self)
