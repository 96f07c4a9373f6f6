"""Another flow is begun."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.flow.approver import people_of
from engines.flow.effects import SubProcessStarted
from engines.flow.facts import Value
from engines.flow.instance import Visit
from engines.flow.mentions import FlowKey, NodeKey
from engines.flow.node import Exit, Node
from engines.flow.run import Run
from engines.form.mentions import FieldKey

MOST_RECORDS: Final = 200


class SubProcessNode(Node):
    """Begins another flow over the records to which a field links, or over the same record, and waits until all of them
    have ended, or goes on at once."""

    title: ClassVar[Label] = Label(zh_cn="子流程", en="Sub-process")
    icon: ClassVar[str] = "DeploymentUnitOutlined"
    rank: ClassVar[int] = 9
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"flow": "review"},
        {"flow": "review", "is_awaited": False},
    )
    is_lasting: ClassVar[bool] = True

    kind: Literal["sub_process"] = "sub_process"
    flow: FlowKey
    field: FieldKey | None = None
    """The field that links to the records."""
    is_awaited: bool = True
    on_rejection: Literal["go_on", "reject"] = "go_on"
    """What follows when one of them is not approved."""
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def begins_flow(self) -> str | None:
        return self.flow

    def paths(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        if self.field is not None:
            yield self.field, "/field", frozenset({"link"})

    def enter(self, run: Run, visit: Visit) -> None:
        records: tuple[int, ...] = (run.instance.record,)
        if self.field is not None:
            records = people_of(run.asking.ask(Value((self.field,))))
        if len(records) > MOST_RECORDS:
            run.stick(visit, "flow_too_many_records")
            return
        if records:
            run.effects.append(
                SubProcessStarted(visit.number, self.flow, records, run.instance.initiator, self.is_awaited)
            )
        if records and self.is_awaited:
            run.visits.change(visit.number, awaiting=records)
        else:
            run.leave(visit, "done")

    def child_ended(self, run: Run, visit: Visit, record: int, *, is_approved: bool) -> None:
        """Goes on when the last of the flows has ended."""
        left = tuple(each for each in visit.awaiting if each != record)
        visit = run.visits.change(visit.number, awaiting=left)
        if not is_approved and self.on_rejection == "reject":
            run.finish("rejected")
        elif not left:
            run.leave(visit, "done")
