"""Processes of their own that have imported the product already, which takes longer than most of what they do.

They are forked from a process that does nothing else: no thread, connection or event loop of a test goes along."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from mortise.cli import main
from mortise.db import failpoints

CONTEXT: Final = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])
ENDED: Final = 300
"""Seconds after which what should have ended does not end any more."""

Work = Callable[..., Coroutine[Any, Any, None]]


def environment(**more: str) -> dict[str, str]:
    """What such a process finds: nothing that is set for the tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MORTISE_", "PYTHONDONT"))
    }
    return {**kept, **more}


def begin(given: Mapping[str, str], folder: Path, told: Path) -> None:
    """Puts a new process where it is to be, as if it had been started there."""
    os.environ.clear()
    os.environ.update(given)
    failpoints.armed = failpoints.read(given.get("MORTISE_FAILPOINT", ""))
    os.chdir(folder)
    for name, number in (("said", 1), ("complained", 2)):
        opened = os.open(told / name, os.O_WRONLY)
        os.dup2(opened, number)
        os.close(opened)


def obey(given: Mapping[str, str], folder: Path, told: Path, *arguments: str) -> None:
    """Carries out a command."""
    begin(given, folder, told)
    sys.argv = ["mortise", *arguments]
    main()


def labour(given: Mapping[str, str], folder: Path, told: Path, work: Work, *arguments: Any) -> None:
    """Does what a module says."""
    begin(given, folder, told)
    asyncio.run(work(*arguments))


class Forked:
    """A process at work, which ends with the block at the latest."""

    def __init__(
        self, target: Callable[..., None], given: Mapping[str, str], folder: Path, *arguments: Any
    ) -> None:
        self.told = TemporaryDirectory(prefix="mortise-")
        for name in ("said", "complained"):
            Path(self.told.name, name).touch()
        self.process = CONTEXT.Process(
            target=target, args=(given, folder, Path(self.told.name), *arguments), name="forked"
        )

    def __enter__(self) -> "Forked":
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.told.cleanup()

    def said(self) -> str:
        """What it said until now."""
        return Path(self.told.name, "said").read_text("utf-8")

    def complained(self) -> str:
        """What it complained of until now."""
        return Path(self.told.name, "complained").read_text("utf-8")

    def poll(self) -> int | None:
        """How it ended, if it has: a signal is a number below zero."""
        return self.process.exitcode

    def wait(self) -> int:
        """The same once it has."""
        self.process.join(ENDED)
        ended = self.process.exitcode
        assert ended is not None, "the process did not end"
        return ended

    def send_signal(self, number: signal.Signals) -> None:
        """Asks it to end."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)


def command(data: Path, *arguments: str, **settings: str) -> Forked:
    """A command of an operator on a data folder."""
    return Forked(obey, environment(MORTISE_DATA=str(data), **settings), data.parent, *arguments)


def doomed(work: Work, *arguments: Any, failpoint: str) -> Forked:
    """A function of a module at work until it dies at a place."""
    return Forked(labour, environment(MORTISE_FAILPOINT=failpoint), Path.cwd(), work, *arguments)
