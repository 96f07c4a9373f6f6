"""Somebody who was asked in is let go."""

from dataclasses import dataclass

from engines.flow.command import Command, refuse_closed
from engines.flow.refusals import refuse
from engines.flow.run import OPEN_STATES, Run
from engines.flow.slots import close_slot, node_of, people_at, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSigner(Command):
    """Whoever asked somebody in takes that back while they have not decided. Those whom the node itself asks stay."""

    slot: int
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot = run.slots.get(self.slot)
        if slot is None:
            refuse("flow_no_task")
        if slot.adder is None:
            refuse("flow_asked_by_node")
        adder = run.slots[slot.adder]
        if self.actor not in people_at(adder):
            refuse("flow_not_your_addition", who=adder.owner)
        if slot.state not in OPEN_STATES:
            refuse_closed(run, slot)
        visit = run.visits[slot.visit]
        node = node_of(run, visit)
        if node is None or "remove_signer" not in node.operations:
            refuse("flow_operation_closed", node=visit.node)
        close_slot(run, slot, "removed")
        run.log(
            "removed", visit, slot=slot.number, people=(slot.owner,), comment=self.comment, files=self.files
        )
        settle(run, visit.number)
