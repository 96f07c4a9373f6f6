"""Where a flow begins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.expression.types import BOOLEAN
from engines.flow.assignment import make_slot, stand_in
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node, NodeText
from engines.flow.reasons import Reason
from engines.flow.run import Run
from engines.flow.slots import open_slot
from engines.flow.sources import Candidate
from engines.form.mentions import ConditionText, FieldKey, RoleKey
from engines.issues import Issue

CONDITION: Final = "condition"
"""The name of its expression."""


class StartNode(Node):
    """The initiator submits the record here, and again when it comes back to them. It begins by hand, by a button of
    the record or by the API, when a record is made, or when fields change."""

    title: ClassVar[Label] = Label(zh_cn="发起", en="Start")
    icon: ClassVar[str] = "PlayCircleOutlined"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)
    begins: ClassVar[bool] = True
    waits_for_people: ClassVar[bool] = True

    kind: Literal["start"] = "start"
    by_hand: bool = True
    """Whether people begin it, by a button of the record."""
    caption: Label = Label()
    """What the button says; the name of the flow where it says nothing."""
    roles: tuple[RoleKey, ...] = ()
    """Whose holders may begin it by hand; whoever may change the record, where there are none."""
    on_creation: bool = False
    """Whether it begins when a record is made."""
    on_change: Annotated[tuple[FieldKey, ...], Setting(max_length=100)] = ()
    """Fields whose change begins it."""
    condition: ConditionText = ""
    """What must hold for it to begin, however that comes; `OLD.field` is what a field was before the change."""
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def texts(self) -> Iterable[NodeText]:
        if self.condition.strip():
            yield NodeText(CONDITION, "/condition", self.condition, BOOLEAN, may_read_old=True)

    def named_fields(self) -> Iterable[tuple[str, str]]:
        return ((field, f"/on_change/{place}") for place, field in enumerate(self.on_change))

    def problems(self) -> Iterable[Issue]:
        if not (self.by_hand or self.on_creation or self.on_change):
            yield Issue("flow_never_begins", severity="warning")

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
