"""Starts and stops the servers that are measured, each a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds that a server may take to its first answer."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers at `address`; `start_seconds` passed from its start to its first answer."""

    address: str
    process: "subprocess.Popen[bytes]"
    start_seconds: float

    def resident_megabytes(self) -> float:
        """The memory of the process and its children, without pages that they share with others counted twice."""
        pids = [self.process.pid, *children(self.process.pid)]
        return sum(proportional_kilobytes(pid) for pid in pids) / 1024


def children(pid: int) -> list[int]:
    """The processes under `pid`, at any depth."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in map(int, listed) for found in (child, *children(child))]


def proportional_kilobytes(pid: int) -> int:
    """The proportional set size of a process."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


@contextmanager
def serve(
    command: list[str], address: str, probe: str, environment: Mapping[str, str], log: Path
) -> Iterator[Running]:
    """Runs `command` until the block ends; `probe` is the path whose first answer (of any status) means ready.

    Raises RuntimeError with the end of the log when the server ends or stays silent."""
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_for_answer(process, address + probe, began, log)
            yield Running(address, process, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for_answer(process: "subprocess.Popen[bytes]", url: str, began: float, log: Path) -> None:
    """Returns at the first answer from `url`."""
    while time.perf_counter() - began < PATIENCE and process.poll() is None:
        try:
            httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"no answer from {url}:\n{log.read_text()[-3000:]}")


def baseline_command(module: str, port: int) -> list[str]:
    """A hand-written baseline under uvicorn: one process, uvloop and httptools."""
    return [
        *(sys.executable, "-m", "uvicorn", f"bench.baselines.{module}:app", "--port", str(port)),
        *("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"),
    ]


def mortise_command() -> list[str]:
    """Mortise as `make run` starts it."""
    return [str(Path(sys.executable).with_name("mortise")), "serve"]
