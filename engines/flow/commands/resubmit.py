"""The initiator submits again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.deciding import choose
from engines.flow.instance import Visit
from engines.flow.refusals import refuse
from engines.flow.returning import beginning
from engines.flow.run import Run
from engines.flow.slots import close_slot, people_at
from engines.flow.undoing import descendants, undo


@dataclass(frozen=True, slots=True, kw_only=True)
class Resubmit(Command):
    """The initiator submits what came back to them, or what was rejected or withdrawn."""

    comes_after_end: ClassVar[bool] = True

    comment: str = ""
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def apply(self, run: Run) -> None:
        choose(run, self.chosen, "initiator")
        if run.instance.state == "running":
            self._again(run)
        else:
            self._anew(run)

    def _again(self, run: Run) -> None:
        slots = [
            slot for slot in run.instance.open_slots() if run.route.nodes[self._at(run, slot.visit)].begins
        ]
        if not slots:
            refuse("flow_not_back")
        slot = slots[0]
        if self.actor not in people_at(slot):
            refuse("flow_not_yours", who=slot.person)
        visit = run.visits[slot.visit]
        close_slot(run, slot, "approved")
        run.log("resubmitted", visit, slot=slot.number, comment=self.comment, files=self.files)
        run.leave(visit, "submitted")

    def _anew(self, run: Run) -> None:
        instance = run.instance
        if instance.state not in {"rejected", "withdrawn"}:
            refuse(f"flow_over_{instance.state}", at=instance.ended_at)
        if self.actor != instance.initiator:
            refuse("flow_initiator_only", who=instance.initiator)
        if not run.route.policies.resubmission:
            refuse("flow_no_resubmission")
        first = self._first(run)
        run.head(state="running", ended_at=None)
        undo(run, descendants(run, first.number))
        visit = run.open_visit(first.token, first.node, None)
        run.log("resubmitted", visit, comment=self.comment, files=self.files)
        run.leave(visit, "submitted")

    def _first(self, run: Run) -> Visit:
        root = next(token for token in run.tokens.values() if token.parent is None)
        last = run.visits.get(root.visit)
        if last is None:
            raise ValueError("an instance without a visit")
        return beginning(run, last)

    def _at(self, run: Run, visit: int) -> str:
        return run.visits[visit].node
