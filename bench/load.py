"""One run of wrk against one target."""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent
Operation = Literal["get", "list_wide", "list_narrow", "create", "update"]
OPERATIONS: tuple[Operation, ...] = ("get", "list_wide", "list_narrow", "create", "update")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run showed: requests per second, latencies in milliseconds, and how many answers of each kind were
    refused ("409 stale_version") or never came ("timeout")."""

    per_second: float
    p50: float
    p95: float
    p99: float
    failures: Mapping[str, int]


def run_load(
    *, address: str, target: str, token: str, operation: Operation, connections: int, seconds: int, seed: int
) -> Measured:
    """Press `operation` for `seconds` with keep-alive `connections`; raises RuntimeError when wrk gives no figures."""
    environment = {
        **os.environ,
        "FOLDER": str(FOLDER),
        "TARGET": target,
        "OP": operation,
        "TOKEN": token,
        "SEED": str(seed),
    }
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "-s",
        str(FOLDER / "workload.lua"),
        address,
    ]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    for line in finished.stdout.splitlines():
        if line.startswith("JSON "):
            figures = json.loads(line.removeprefix("JSON "))
            return Measured(
                per_second=figures["requests"] / figures["microseconds"] * 1e6,
                p50=figures["p50"],
                p95=figures["p95"],
                p99=figures["p99"],
                failures=failures_in(finished.stdout, figures["broken"]),
            )
    raise RuntimeError(f"wrk gave no figures: {finished.stdout}{finished.stderr}")


def failures_in(output: str, broken: Mapping[str, int]) -> dict[str, int]:
    """The kinds of failures that a run told of, with their counts."""
    lines = (
        line.removeprefix("REFUSED ").strip() for line in output.splitlines() if line.startswith("REFUSED ")
    )
    return {**Counter(lines), **{kind: count for kind, count in broken.items() if count}}
