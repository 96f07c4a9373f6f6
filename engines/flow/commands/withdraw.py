"""The initiator takes the flow back."""

from dataclasses import dataclass

from engines.flow.command import Command
from engines.flow.effects import Told
from engines.flow.facts import Asking, Facts
from engines.flow.flow import Flow
from engines.flow.instance import Instance
from engines.flow.refusals import Refused, refuse
from engines.flow.run import Run
from engines.flow.slots import people_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """The initiator withdraws: always before anybody has decided and while the flow is back with them; afterwards if
    the flow's policy says so, or by asking those who have it now."""

    comment: str = ""

    def apply(self, run: Run) -> None:
        if self.check(run):
            waiting = self._holders(run)
            run.log("withdrew", comment=self.comment, files=self.files)
            run.finish("withdrawn")
            if waiting:
                run.effects.append(Told("ended_withdrawn", waiting, comment=self.comment))
            return
        run.head(withdrawal_asked_at=run.now)
        run.log("asked_withdrawal", people=self._holders(run), comment=self.comment, files=self.files)
        run.effects.append(Told("asked_withdrawal", self._holders(run), comment=self.comment))

    def check(self, run: Run) -> bool:
        """Whether it is withdrawn without anybody being asked; raises Refused with what stands in the way."""
        if self.actor != run.instance.initiator:
            refuse("flow_initiator_only", who=run.instance.initiator)
        votes = [vote for vote in run.votes.values() if not vote.void]
        policy = run.route.policies.withdrawal
        if not votes or policy == "anytime":
            return True
        if all(run.route.nodes[visit.node].begins for visit in run.instance.live_visits()):
            return True
        if policy == "before_decision":
            first = min(votes, key=lambda vote: vote.number)
            refuse("flow_decided_already", who=first.actor or first.holder, at=first.at)
        if run.instance.withdrawal_asked_at is not None:
            refuse("flow_withdrawal_asked", who=self.actor, at=run.instance.withdrawal_asked_at)
        return False

    def _holders(self, run: Run) -> tuple[int, ...]:
        slots = run.instance.open_slots()
        people = dict.fromkeys(person for slot in slots for person in people_at(slot))
        return tuple(person for person in people if person != self.actor)


def may_withdraw(flow: Flow, instance: Instance, person: int, facts: Facts) -> bool:
    """Whether the person may withdraw now, or ask for it."""
    if instance.state != "running":
        return False
    try:
        Withdraw(id="", actor=person).check(Run(flow, instance, Asking(facts), person, is_trial=True))
    except Refused:
        return False
    return True
