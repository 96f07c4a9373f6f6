"""The actions of a node were carried out, or could not be."""

from dataclasses import dataclass
from typing import ClassVar, Final

from engines.flow.command import Command
from engines.flow.refusals import refuse
from engines.flow.run import Run

REFUSED: Final = "flow_action_refused"
"""The failure of actions that the record's own rules forbid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted(Command):
    """All actions of a visit are done; or `failure` is the code of why one of them could not be, and nothing of them is
    kept."""

    is_automatic: ClassVar[bool] = True

    visit: int
    failure: str | None = None

    def apply(self, run: Run) -> None:
        visit = run.visits.get(self.visit)
        if visit is None or visit.state != "open" or visit.slots or visit.awaiting or visit.timers:
            refuse("flow_nothing_to_do")
        if self.failure is not None:
            run.stick(visit, self.failure)
            return
        run.log("acted", visit)
        run.leave(visit, "done")
