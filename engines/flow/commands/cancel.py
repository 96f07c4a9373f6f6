"""The flow that began this one no longer waits for it."""

from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Command):
    """The flow that began this one as a part of its own went elsewhere: this one ends without a result."""

    is_automatic: ClassVar[bool] = True

    def apply(self, run: Run) -> None:
        run.log("ended")
        run.finish("terminated")
