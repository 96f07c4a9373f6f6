"""Something is said."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.effects import Told
from engines.flow.refusals import refuse
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Command):
    """A remark in the history, with people to whom it is addressed; it decides nothing."""

    comes_after_end: ClassVar[bool] = True

    text: str
    people: tuple[int, ...] = ()

    def apply(self, run: Run) -> None:
        if not self.text.strip() and not self.files:
            refuse("flow_nothing_said")
        run.log("commented", people=self.people, comment=self.text, files=self.files)
        if self.people:
            run.effects.append(Told("commented", self.people, comment=self.text))
