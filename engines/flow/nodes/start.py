"""Where a flow begins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.assignment import make_slot, stand_in
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node
from engines.flow.reasons import Reason
from engines.flow.run import Run
from engines.flow.slots import open_slot
from engines.flow.sources import Candidate


class StartNode(Node):
    """The initiator submits the record here, and again when it comes back to them."""

    title: ClassVar[Label] = Label(zh_cn="发起", en="Start")
    icon: ClassVar[str] = "PlayCircleOutlined"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)
    begins: ClassVar[bool] = True
    waits_for_people: ClassVar[bool] = True

    kind: Literal["start"] = "start"
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def enter(self, run: Run, visit: Visit) -> None:
        if visit.returned_at is None:
            run.leave(visit, "submitted")
            return
        initiator = run.instance.initiator
        who = stand_in(run, None, Candidate(initiator, Reason("flow_reason_initiator")))
        if who is None:
            run.stick(visit, "flow_nobody")
            return
        slot = make_slot(run, visit, who)
        run.visits.change(visit.number, slots=(slot.number,))
        open_slot(run, slot)
