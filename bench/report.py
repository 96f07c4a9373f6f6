"""The benchmark's figures as a table for people and as JSON for machines."""

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bench.load import Measured

Runs = Mapping[tuple[int, str, str], Sequence[Measured]]
"""(connections, operation, target) → one measurement per round, in the order of the rounds."""


def ratio(runs: Runs, connections: int, operation: str, target: str, against: str) -> float:
    """The median over the rounds of one target's requests per second divided by another's in the same round."""
    pairs = zip(runs[connections, operation, target], runs[connections, operation, against], strict=True)
    return median(first.per_second / second.per_second for first, second in pairs)


def print_table(runs: Runs, statements: Mapping[tuple[str, str], float], facts: Mapping[str, float]) -> None:
    """Prints one line per operation and number of connections, then the facts about whole servers."""
    print(f"machine: {machine()}")
    print(
        f"{'operation':<12}{'conn':>5}{'bare/s':>9}{'duties/s':>10}{'mortise/s':>11}{'p50 ms':>8}{'p95 ms':>8}"
        f"{'p99 ms':>8}{'of duties':>11}{'of bare':>9}{'duties of bare':>16}{'statements (b/d/m)':>20}"
    )
    for connections, operation in sorted({(key[0], key[1]) for key in runs}):
        rate = {
            name: median(run.per_second for run in runs[connections, operation, name]) for name in TARGETS
        }
        own = runs[connections, operation, "mortise"]
        sent = "/".join(f"{statements.get((name, operation), 0):g}" for name in TARGETS)
        print(
            f"{operation:<12}{connections:>5}{rate['bare']:>9.0f}{rate['duties']:>10.0f}{rate['mortise']:>11.0f}"
            f"{median(run.p50 for run in own):>8.1f}{median(run.p95 for run in own):>8.1f}"
            f"{median(run.p99 for run in own):>8.1f}"
            f"{ratio(runs, connections, operation, 'mortise', 'duties'):>11.2f}"
            f"{ratio(runs, connections, operation, 'mortise', 'bare'):>9.2f}"
            f"{ratio(runs, connections, operation, 'duties', 'bare'):>16.2f}{sent:>20}"
        )
    for name, figure in facts.items():
        print(f"{name}: {figure:.2f}")
    for line in failures(runs) or ["none"]:
        print(f"refused or broken answers: {line}")


def failures(runs: Runs) -> list[str]:
    """Every kind of failure, where it happened and how often in all rounds."""
    return [
        f"{target} {operation} with {connections} connections: {kind}, {count} times"
        for (connections, operation, target), found in sorted(runs.items())
        for kind, count in sorted(sum((Counter(run.failures) for run in found), Counter[str]()).items())
    ]


TARGETS = ("bare", "duties", "mortise")


def machine() -> str:
    """The processor, its cores and the versions that matter."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    cores = len(
        [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("processor")]
    )
    return f"{model}, {cores} cores, Linux {platform.release()}, Python {platform.python_version()}"


def write_results(
    path: Path, runs: Runs, statements: Mapping[tuple[str, str], float], facts: Mapping[str, float]
) -> None:
    """Writes every measurement, so that a later run can be compared."""
    content = {
        "machine": machine(),
        "facts": dict(facts),
        "statements": [
            {"target": target, "operation": operation, "count": count}
            for (target, operation), count in statements.items()
        ],
        "runs": [
            {
                "connections": connections,
                "operation": operation,
                "target": target,
                "rounds": [asdict(run) for run in found],
            }
            for (connections, operation, target), found in runs.items()
        ],
    }
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
