"""Fields of the record have changed by which something is due."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesChanged(Command):
    """What hangs on one of the fields is due at another moment now."""

    is_automatic: ClassVar[bool] = True

    fields: frozenset[str]

    def apply(self, run: Run) -> None:
        for visit in run.instance.live_visits():
            run.route.nodes[visit.node].dates_changed(run, visit, self.fields)
