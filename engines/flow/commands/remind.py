"""People are reminded."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from engines.flow.command import Command
from engines.flow.effects import Reminded
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import people_at

PAUSE: Final = timedelta(hours=1)
"""How long nobody is reminded of the same task again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(Command):
    """The initiator reminds those who are waited for."""

    comment: str = ""

    def apply(self, run: Run) -> None:
        if self.actor != run.instance.initiator:
            refuse("flow_initiator_only", who=run.instance.initiator)
        slots = [slot for slot in run.instance.open_slots() if self.actor not in people_at(slot)]
        if not slots:
            refuse("flow_nobody_waited_for")
        due = [slot for slot in slots if slot.reminded_at is None or run.now - slot.reminded_at >= PAUSE]
        if not due:
            refuse("flow_reminded_lately", at=max(slot.reminded_at for slot in slots if slot.reminded_at))
        for slot in due:
            run.slots.change(slot.number, reminded_at=run.now)
            run.effects.append(Reminded(slot.number, people_at(slot), self.comment))
        people = tuple(dict.fromkeys(slot.person for slot in due))
        run.log("reminded", people=people, comment=self.comment, files=self.files)
