"""`python -m bench.flows`: how many steps a second the flow engine takes by itself, without a database, and how many
decisions a second a server takes end to end."""

import asyncio
import secrets
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bench.decisions import decisions_per_second, opened
from bench.inbox import inbox_milliseconds
from bench.servers import mortise_command, serve
from engines.expression.clock import Clock
from engines.expression.scope import Entity, Scope
from engines.flow.commands.approve import Approve
from engines.flow.definition import FlowDefinition
from engines.flow.facts import Facts, Standing, StandingOf
from engines.flow.flow import Flow, compile_flow
from engines.flow.step import Stepped, begin, step
from mortise.db.embedded.cluster import Cluster

BRANCHES: Final = range(1, 9)
FACTS: Final = Facts(
    Clock(datetime(2026, 3, 4, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai")),
    {StandingOf(person): Standing() for person in range(1, 20)},
)


def approval(key: str, person: int, following: str) -> dict[str, Any]:
    """A node at which one person approves."""
    source = {"kind": "people", "people": [person]}
    return {"kind": "approve", "key": key, "approvers": [source], "next": following}


START: Final = {"kind": "start", "key": "start", "next": "first"}
END: Final = {"kind": "end", "key": "end"}
FLOWS: Final[Mapping[str, list[dict[str, Any]]]] = {
    "three approvals in a row": [
        START,
        approval("first", 1, "second"),
        approval("second", 2, "third"),
        approval("third", 3, "end"),
        END,
    ],
    "eight branches that meet": [
        START,
        {
            "kind": "parallel",
            "key": "first",
            "branches": [{"key": f"b{person}", "next": f"n{person}"} for person in BRANCHES],
            "meets": "end",
        },
        *(approval(f"n{person}", person, "end") for person in BRANCHES),
        END,
    ],
}


def compiled(nodes: list[dict[str, Any]]) -> Flow:
    """A flow ready to run."""
    raw = {"key": "bench", "label": {}, "form": "order", "nodes": nodes}
    flow, issues = compile_flow(FlowDefinition.model_validate(raw), 1, Scope(Entity("order", {})))
    if flow is None:
        raise ValueError(issues)
    return flow


def run_through(flow: Flow) -> Iterator[Stepped]:
    """Every step of an instance from its beginning to its end."""
    stepped = begin(flow, "begin", 19, 1, FACTS)
    while isinstance(stepped, Stepped):
        yield stepped
        instance = stepped.instance
        if instance.state != "running":
            return
        slot = instance.open_slots()[0]
        command = Approve(id=f"c{slot.number}", actor=slot.person, slot=slot.number)
        stepped = step(flow, instance, command, FACTS)
    raise ValueError(stepped)


def steps_per_second(flow: Flow, seconds: float) -> float:
    """How many steps it takes in a second, instances after instances."""
    count = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        count += sum(1 for _ in run_through(flow))
    return count / (time.perf_counter() - began)


def measure_flows(seconds: float = 2) -> dict[str, float]:
    """The figures by what they are of."""
    return {
        f"flow engine: steps a second, {name}": steps_per_second(compiled(nodes), seconds)
        for name, nodes in FLOWS.items()
    }


def measure_end_to_end(count: int = 400, finished: int = 10_000) -> dict[str, float]:
    """Decisions a second at a server of its own, whose database was empty, and how long the inbox takes of somebody who
    has finished many tasks there."""
    with socket.socket() as probe, tempfile.TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        password = secrets.token_urlsafe(16)
        data = Path(folder) / "data"
        environment = {
            "MORTISE_DATA": str(data),
            "MORTISE_PORT": str(port),
            "MORTISE_ADMIN_PASSWORD": password,
        }
        address = f"http://127.0.0.1:{port}"
        log = Path(folder) / "mortise.log"
        with serve(mortise_command(), address, "/health", environment, log):
            return asyncio.run(_measured(address, password, Cluster(data).url(), count, finished))


async def _measured(address: str, password: str, url: str, count: int, finished: int) -> dict[str, float]:
    async with opened(address, password) as client:
        found = {"flows: decisions a second, end to end": await decisions_per_second(client, count)}
        lists = await inbox_milliseconds(client, url, finished)
    return found | {f"inbox with {finished} finished tasks: ms, {name}": ms for name, ms in lists.items()}


if __name__ == "__main__":
    for name, figure in (measure_flows() | measure_end_to_end()).items():
        print(f"{name}: {figure:.1f}")
