"""Somebody no longer works here."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.facts import StandingOf
from engines.flow.receiving import replace_leaver
from engines.flow.refusals import refuse
from engines.flow.run import OPEN_STATES, Run
from engines.flow.slots import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Command):
    """A person has left: every task of theirs goes to somebody else."""

    is_automatic: ClassVar[bool] = True

    person: int

    def apply(self, run: Run) -> None:
        if run.asking.ask(StandingOf(self.person)).active:
            refuse("flow_works_here", who=self.person)
        for visit in run.instance.live_visits():
            is_concerned = False
            for number in visit.slots:
                slot = run.slots[number]
                concerned = self.person in {slot.person, slot.owner, slot.agent}
                if slot.state in OPEN_STATES and concerned:
                    is_concerned = True
                    replace_leaver(run, slot, self.person)
            if is_concerned:
                settle(run, visit.number)
