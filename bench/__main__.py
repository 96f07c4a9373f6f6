"""`make bench`: measures Mortise beside two hand-written baselines and prints the table of README.md."""

import argparse
import asyncio
import secrets
import socket
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import httpx

from bench.baselines.bare import make_token as make_bare_token
from bench.flows import measure_end_to_end, measure_flows
from bench.load import OPERATIONS, Measured, Operation, run_load
from bench.preparation import (
    Administrator,
    begin_versions,
    fill_baselines,
    fill_mortise,
    make_token,
)
from bench.report import TARGETS, print_table, write_results
from bench.servers import Running, baseline_command, mortise_command, serve
from bench.statements import StatementCounter
from mortise.db.embedded.cluster import Cluster

FOLDER = Path(__file__).parent
DATA = FOLDER / "data"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(stack: ExitStack, target: str, url: str, home: Path = DATA) -> Running:
    """One target, speaking to the database at `url`; logs, and what the product keeps beside its database, are in
    `home`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    if target == "mortise":
        environment = {
            "MORTISE_DATABASE_URL": url,
            "MORTISE_DATA": str(home / "host"),
            "MORTISE_PORT": str(port),
        }
        return stack.enter_context(
            serve(mortise_command(), address, "/health", environment, home / "mortise.log")
        )
    command = baseline_command(target, port)
    return stack.enter_context(serve(command, address, "/", {"BENCH_DSN": url}, home / f"{target}.log"))


def target_file(target: str) -> str:
    return "mortise" if target == "mortise" else "baseline"


def prepare(url: str) -> dict[str, str]:
    """Fills the database for all targets, and returns a token for each."""
    tokens = {"bare": make_bare_token(1), "duties": asyncio.run(fill_baselines(url))}
    with ExitStack() as stack:
        running = start(stack, "mortise", url)
        administrator = Administrator(running.address, DATA / "host" / "logins.txt")
        administrator.install()
        login, own = f"seller_{secrets.token_hex(4)}", secrets.token_urlsafe(16)
        department = administrator.hire(login, own)
        asyncio.run(fill_mortise(url, login, department))
        tokens["mortise"] = make_token(running.address, login, own)
    return tokens


def count_statements(url: str, tokens: dict[str, str]) -> dict[tuple[str, str], float]:
    """Statements per request of every target and operation, BEGIN and COMMIT aside."""
    counted: dict[tuple[str, str], float] = {}
    for target in TARGETS:
        counter = StatementCounter(url)
        with counter.listening() as through, ExitStack() as stack:
            running = start(stack, target, through)
            for operation in OPERATIONS:
                begin_again(operation, url)
                press(running, target, operation, tokens[target], seconds=1)
                begin_again(operation, url)
                before = counter.counts["statements"]
                sent = press(running, target, operation, tokens[target], seconds=2)
                counted[target, operation] = round((counter.counts["statements"] - before) / sent, 1)
    return counted


def begin_again(operation: Operation, url: str) -> None:
    """Makes the versions those that a new client believes, before it changes records."""
    if operation == "update":
        asyncio.run(begin_versions(url))


def press(running: Running, target: str, operation: Operation, token: str, seconds: int) -> float:
    """Presses one operation over one connection, and returns the number of answers."""
    measured = run_load(
        address=running.address,
        target=target_file(target),
        token=token,
        operation=operation,
        connections=1,
        seconds=seconds,
        seed=seconds,
    )
    return measured.per_second * seconds


def measure(
    running: dict[str, Running], tokens: dict[str, str], url: str, rounds: int, seconds: int
) -> dict[tuple[int, str, str], list[Measured]]:
    """All runs: targets interleaved inside each round."""
    runs: dict[tuple[int, str, str], list[Measured]] = defaultdict(list)
    for connections in (8, 32):
        for operation in OPERATIONS:
            for number in range(rounds):
                begin_again(operation, url)
                for target in TARGETS:
                    measured = run_load(
                        address=running[target].address,
                        target=target_file(target),
                        token=tokens[target],
                        operation=operation,
                        connections=connections,
                        seconds=seconds,
                        # Never the same again: an update with the values that are there already changes nothing.
                        seed=1000 * connections + number,
                    )
                    runs[connections, operation, target].append(measured)
            print(f"  {operation} with {connections} connections done", flush=True)
    return runs


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5, help="length of one run")
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    cluster = Cluster(DATA / "cluster")
    cluster.start()
    try:
        url = cluster.url()
        tokens = prepare(url)
        print("counting statements", flush=True)
        statements = count_statements(url, tokens)
        with ExitStack() as stack:
            running = {target: start(stack, target, url) for target in TARGETS}
            httpx.get(
                running["mortise"].address + "/api/me",
                headers={"Authorization": f"Bearer {tokens['mortise']}"},
            )
            time.sleep(2)
            facts = {
                "mortise: seconds from start to first answer": running["mortise"].start_seconds,
                "mortise: idle memory in MB": running["mortise"].resident_megabytes(),
                "duties: idle memory in MB": running["duties"].resident_megabytes(),
            }
            runs = measure(running, tokens, url, options.rounds, options.seconds)
            facts["mortise: memory after the load in MB"] = running["mortise"].resident_megabytes()
        facts |= measure_flows() | measure_end_to_end()
        print_table(runs, statements, facts)
        write_results(FOLDER / "results.json", runs, statements, facts)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
