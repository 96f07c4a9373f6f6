"""What the nodes have in common at which people have something to do."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Definition
from engines.flow.approver import Approver
from engines.flow.approvers import AnyApprover
from engines.flow.decision import Verdict
from engines.flow.decisions import AnyDecision
from engines.flow.decisions.all import EveryoneDecision
from engines.flow.instance import Order, Visit
from engines.flow.mentions import NodeKey, PersonId
from engines.flow.node import Exit, Node, NodeText
from engines.flow.run import Run
from engines.flow.sources import named_people, paths, texts
from engines.flow.timers import set_timers
from engines.flow.timing import Timing
from engines.form.mentions import SHOWN
from engines.issues import pointer

FieldRight = Literal["hidden", "read", "write", "required"]
Operation = Literal["return", "transfer", "delegate", "add_signer", "remove_signer"]
OwnRequest = Literal["self", "skip", "superior", "department_head"]

DATES: Final = frozenset({"date", "datetime"})


class Empty(Definition):
    """What happens where nobody is found: it passes, it is rejected, or others are asked."""

    policy: Literal["pass", "reject", "people", "administrator"] = "administrator"
    people: tuple[PersonId, ...] = ()


class TaskNode(Node):
    """A node at which people are asked, all together or one by one, until the rule of decision is satisfied."""

    waits_for_people: ClassVar[bool] = True
    is_lasting: ClassVar[bool] = True

    approvers: tuple[AnyApprover, ...] = ()
    order: Order = "together"
    """Whether all are asked at the same time, or each after the one before."""
    decision: AnyDecision = EveryoneDecision()
    empty: Empty = Empty()
    own_request: OwnRequest = "superior"
    """Where the initiator is among those asked: they decide themselves, are passed over, or another is asked
    instead."""
    fields: Annotated[Mapping[str, FieldRight], Setting(json_schema_extra={SHOWN: "field_rights"})] = {}
    """Field → what those asked may do with it where it differs from `other_fields`."""
    other_fields: Literal["hidden", "read", "write"] = "read"
    record: Literal["locked", "editable"] = "locked"
    """Whether others may change the record meanwhile, as far as their rights go."""
    operations: tuple[Operation, ...] = ("return", "transfer", "delegate", "add_signer", "remove_signer")
    comment: Literal["optional", "rejection", "always"] = "optional"
    """When a comment must be written; `rejection` means for rejecting and returning."""
    signature: bool = False
    """Whether approving asks for a signature by hand."""
    resubmission: Literal["rerun", "direct", "choose"] = "choose"
    """Where the flow goes after what was returned from here was done again: through all nodes between, straight back,
    or as whoever returns it says."""
    timing: Timing | None = None
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def sees(self, fields: Iterable[str]) -> bool:
        return any(self.fields.get(field, self.other_fields) != "hidden" for field in fields)

    def sources(self) -> Iterable[Approver]:
        return self.approvers

    def named_people(self) -> Iterable[tuple[int, str]]:
        yield from named_people(self.approvers, "approvers")
        for place, person in enumerate(self.empty.people):
            yield person, f"/empty/people/{place}"
        final = None if self.timing is None else self.timing.final
        for place, person in enumerate(() if final is None else final.people):
            yield person, f"/timing/final/people/{place}"

    def named_fields(self) -> Iterable[tuple[str, str]]:
        return ((field, pointer("fields", field)) for field in self.fields)

    def texts(self) -> Iterable[NodeText]:
        return texts(self.approvers, "approvers")

    def paths(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        yield from paths(self.approvers, "approvers")
        if self.timing is not None and self.timing.due.field is not None:
            yield self.timing.due.field, "/timing/due/field", DATES

    def required(self) -> tuple[str, ...]:
        """Fields that must be filled when somebody here approves."""
        return tuple(key for key, right in self.fields.items() if right == "required")

    def decided(self, run: Run, visit: Visit, verdict: Verdict) -> None:
        """What follows from the result; raises Unanswered."""
        run.leave(visit, verdict)

    def dates_changed(self, run: Run, visit: Visit, fields: Collection[str]) -> None:
        if self.timing is not None and self.timing.due.field in fields:
            for number in visit.slots:
                if run.slots[number].state == "open":
                    set_timers(run, run.slots[number], self.timing)

    @property
    def may_reject(self) -> bool:
        """Whether those asked can reject."""
        return False
