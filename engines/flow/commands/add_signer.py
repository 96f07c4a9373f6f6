"""More people are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from engines.flow.assignment import make_slot, stand_in
from engines.flow.command import TaskCommand
from engines.flow.deciding import choose, demand, holder
from engines.flow.effects import ADDED
from engines.flow.instance import Added, Order, Slot, Visit
from engines.flow.reasons import Reason
from engines.flow.receiving import receive
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot, settle
from engines.flow.sources import Candidate
from engines.flow.task_node import TaskNode


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSigner(TaskCommand):
    """The holder of a task asks more people in. `before`: they decide first, among themselves by `order` and `rule`,
    then the holder. `after`: the holder approves with this, then they decide. `beside`: they count under the rule of
    the node."""

    where: Added
    people: tuple[int, ...]
    order: Order = "together"
    rule: Literal["all", "any"] = "all"
    comment: str = ""
    signature: int | None = None
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Of the holder who approves with this: people for later nodes that leave the choice to the approver before."""

    def apply(self, run: Run) -> None:
        slot, visit, node = self.decision(run, "add_signer")
        if slot.added is not None:
            refuse("flow_added_adds")
        if not self.people or len(set(self.people)) < len(self.people):
            refuse("flow_whom_to_add")
        for person in self.people:
            receive(run, visit, person)
        added = tuple(self._slot(run, visit, node, slot, person).number for person in self.people)
        place = visit.slots.index(slot.number) + 1
        run.visits.change(visit.number, slots=(*visit.slots[:place], *added, *visit.slots[place:]))
        run.log(
            ADDED[self.where],
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            people=self.people,
            comment=self.comment,
            files=self.files,
        )
        if self.where == "before":
            close_slot(run, slot, "held")
            run.slots.change(slot.number, opened_at=None, due_at=None, **self._asked(added))
        elif self.where == "after":
            demand(run, node, comment=self.comment, signature=self.signature)
            choose(run, self.chosen, "previous")
            cast_vote(
                run,
                slot,
                "approved",
                comment=self.comment,
                files=self.files,
                signature=self.signature,
            )
            close_slot(run, slot, "approved")
            run.slots.change(slot.number, **self._asked(added))
            run.log(
                "approved",
                visit,
                slot=slot.number,
                holder=holder(run, slot),
                comment=self.comment,
                signature=self.signature,
            )
        settle(run, visit.number)

    def _asked(self, added: tuple[int, ...]) -> dict[str, object]:
        return {"asked": added, "asked_order": self.order, "asked_rule": self.rule}

    def _slot(self, run: Run, visit: Visit, node: TaskNode, slot: Slot, person: int) -> Slot:
        is_beside = self.where == "beside"
        asked = Candidate(
            person,
            Reason("flow_reason_added", {"person": slot.owner}),
            slot.groups if is_beside else (),
            slot.weight,
        )
        who = stand_in(run, node, asked) or asked
        made = make_slot(run, visit, replace(who, passes=None))
        return run.slots.change(made.number, added=self.where, adder=slot.number)
