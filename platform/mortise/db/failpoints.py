"""Named places where a test makes the program die or fail, to see that nothing is left half done.

MORTISE_FAILPOINT=publish.switch kills the process at the first passage of that place, publish.switch:3 at the
third. In one process, `failing("publish.switch")` makes the place raise instead."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

STATEMENT = "statement"
"""The place before each statement that a transaction or a read sends."""


class FailpointError(Exception):
    """Raised at a place that a test chose to fail."""


@dataclass(slots=True)
class Failpoint:
    """The place to fail at, how many passages remain, and whether to die there or to raise. With a `thread`, only
    passages of that one count: what another server does in the same process is not meant."""

    name: str
    remaining: int
    deadly: bool
    thread: int | None = None

    def passed(self) -> None:
        """Counts a passage; the last one fails."""
        if self.thread is not None and self.thread != threading.get_ident():
            return
        self.remaining -= 1
        if self.remaining == 0:
            if self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            raise FailpointError(self.name)


def read(text: str) -> Failpoint | None:
    """The failpoint that the environment names."""
    name, _, count = text.partition(":")
    return Failpoint(name, int(count or 1), deadly=True) if name else None


armed = read(os.environ.get("MORTISE_FAILPOINT", ""))


def failpoint(name: str) -> None:
    """A place where a test may make the program fail."""
    if armed is not None and armed.name == name:
        armed.passed()


@contextmanager
def failing(name: str, passage: int = 1) -> Iterator[Failpoint]:
    """Makes the place raise FailpointError at its nth passage, within this process; statements count
    only in this thread, since everything else in the process sends some too."""
    global armed  # noqa: PLW0603  # one process has one failpoint, and the places read it without a look-up
    own = threading.get_ident() if name == STATEMENT else None
    before, armed = armed, Failpoint(name, passage, deadly=False, thread=own)
    try:
        yield armed
    finally:
        armed = before
