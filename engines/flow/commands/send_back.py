"""The flow is returned to an earlier node."""

from dataclasses import dataclass

from engines.flow.command import TaskCommand
from engines.flow.deciding import demand_reason, holder
from engines.flow.facts import StandingOf
from engines.flow.instance import Resubmission, Visit
from engines.flow.refusals import refuse
from engines.flow.returning import send_back, targets
from engines.flow.run import Run
from engines.flow.slots import cast_vote, close_slot


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(TaskCommand):
    """The holder of a task returns the flow to a node that it has passed (None: the start). It is one person's act,
    whatever the rule of the node. `resubmission` says where the flow goes afterwards, where the node leaves that
    open."""

    to: str | None = None
    resubmission: Resubmission | None = None
    comment: str = ""

    def apply(self, run: Run) -> None:
        slot, visit, node = self.decision(run, "return")
        demand_reason(node, self.comment)
        target = self._target(run, visit)
        way = (self.resubmission or "rerun") if node.resubmission == "choose" else node.resubmission
        cast_vote(run, slot, "returned", comment=self.comment, files=self.files)
        close_slot(run, slot, "returned")
        run.log(
            "returned",
            visit,
            slot=slot.number,
            holder=holder(run, slot),
            target=target.node,
            comment=self.comment,
            files=self.files,
        )
        send_back(run, target, way, visit.node)

    def _target(self, run: Run, visit: Visit) -> Visit:
        to = run.route.beginning if self.to is None else self.to
        if to == visit.node:
            refuse("flow_return_to_itself", node=to)
        station = run.route.nodes.get(to)
        if station is None or not (station.begins or station.waits_for_people):
            refuse("flow_return_not_people", node=to)
        passed = {each.node: each for each in targets(run.route.nodes, run.visits.after(), visit)}
        if to not in passed:
            refuse("flow_return_not_passed", node=to)
        if station.begins and not run.asking.ask(StandingOf(run.instance.initiator)).active:
            refuse("flow_initiator_left", who=run.instance.initiator)
        return passed[to]
