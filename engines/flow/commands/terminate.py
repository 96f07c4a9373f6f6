"""An administrator ends the flow."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminate(Command):
    """Whoever looks after the flow ends it without a result."""

    is_administrative: ClassVar[bool] = True

    comment: str = ""

    def apply(self, run: Run) -> None:
        run.log("ended", comment=self.comment, files=self.files)
        run.finish("terminated")
