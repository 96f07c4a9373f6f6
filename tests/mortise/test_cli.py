"""The commands of an operator, as processes of their own."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from mortise.cli import main
from mortise.db.database import Database
from mortise.db.embedded.cluster import Cluster
from mortise.db.statements import prepare
from mortise.db.tables.jobs import outbox
from mortise.errors import SetupError
from mortise.imports.job import KIND as IMPORT
from mortise.jobs.outbox import put
from tests.forking import Forked, command, environment
from tests.looking import later_looks, looks

Refusal = Callable[..., str]

TRIED = prepare(
    sa.select(outbox.c.error.is_not(None) | outbox.c.done_at.is_not(None)).where(
        outbox.c.id == sa.bindparam("job")
    )
)


def finished(data: Path, *arguments: str, **more: str) -> tuple[int, str]:
    """How a command ended, and what it complained of."""
    with command(data, *arguments, **more) as process:
        return process.wait(), process.complained()


@contextmanager
def started(data: Path, name: str, word: str, **more: str) -> Iterator[tuple[Forked, str]]:
    """A command at work once it has said a word, and the line with that word."""
    with command(data, name, **more) as process:
        for _ in looks():
            told = next((line for line in process.said().splitlines(keepends=True) if word in line), "")
            if told.endswith("\n"):
                break
            assert process.poll() is None, process.complained()
        yield process, told


@contextmanager
def served(data: Path, **more: str) -> Iterator[tuple[Forked, str]]:
    """A server, and its address as it tells it."""
    with started(data, "serve", "http://", **more) as (process, told):
        yield process, told[told.index("http://") :].strip()


def is_running(data: Path) -> bool:
    try:
        return bool(Cluster(data).url())
    except SetupError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> int:
    """The status of the first answer: the address is told just before the server listens."""
    transport = httpx.HTTPTransport(retries=10)
    with httpx.Client(transport=transport) as client:
        return client.get(f"{url}/health").status_code


def test_a_server_ends_in_order_and_takes_its_database_with_it(short_folder: Path) -> None:
    data = short_folder / "data"
    with served(data, MORTISE_PORT=str(free_port())) as (process, url):
        assert answers(url) == 200

        process.send_signal(signal.SIGTERM)

        assert process.wait() == 0
    assert not is_running(data)


def test_a_killed_server_leaves_a_database_that_the_next_one_uses_and_stops(short_folder: Path) -> None:
    data = short_folder / "data"
    with served(data, MORTISE_PORT=str(free_port())) as (process, _):
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert is_running(data)

    with served(data, MORTISE_PORT=str(free_port())) as (process, url):
        assert answers(url) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert not is_running(data)


def test_the_first_start_makes_an_administrator_whose_password_only_the_owner_reads(
    fresh_database_url: str, short_folder: Path
) -> None:
    data = short_folder / "data"
    given = {"MORTISE_PORT": str(free_port()), "MORTISE_DATABASE_URL": fresh_database_url}
    for _ in range(2):
        with served(data, **given) as (_, url):
            login, password = (data / "logins.txt").read_text().split()
            with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=10)) as client:
                told = client.post("/api/session", json={"login": login, "password": password})

            assert told.status_code in {200, 201, 204}
    assert stat.S_IMODE((data / "logins.txt").stat().st_mode) == 0o600


async def test_a_worker_of_its_own_carries_jobs_out_and_ends_in_order(
    fresh_database_url: str, short_folder: Path
) -> None:
    database = await Database.connect(fresh_database_url)
    async with database.transaction() as tx:
        job = await put(tx, IMPORT, {"batch": 1, "app": "none"})
    given = {"MORTISE_DATABASE_URL": fresh_database_url}
    with started(short_folder / "data", "worker", "waiting", **given) as (process, _):
        async with database.read() as reader:
            async for _ in later_looks():
                if await reader.fetchval(TRIED, {"job": job}):
                    break
                assert process.poll() is None
        process.send_signal(signal.SIGTERM)

        assert process.wait() == 0
    await database.close()


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Refusal:
    """Runs a server within this process that cannot start, and gives what it says."""

    def told(**settings: str) -> str:
        for name in [name for name in os.environ if name.startswith("MORTISE_")]:
            monkeypatch.delenv(name)
        for name, value in {"MORTISE_DATA": str(tmp_path / "data"), **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["mortise", "serve"])
        before = signal.getsignal(signal.SIGTERM)
        with pytest.raises(SystemExit) as ended:
            main()
        signal.signal(signal.SIGTERM, before)
        assert ended.value.code == 1
        return capsys.readouterr().err

    return told


def test_a_busy_port_that_was_asked_for_is_told(refusal: Refusal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        told = refusal(MORTISE_PORT=str(port), MORTISE_DATABASE_URL="postgresql://x")

    assert f"Port {port} is in use" in told


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"MORTISE_PORT": "99999"}, "MORTISE_PORT", id="a port that does not exist"),
        pytest.param({"MORTISE_PUBLIC_URL": "crm"}, "MORTISE_PUBLIC_URL", id="an address that is none"),
        pytest.param({"MORTISE_SECRET_KEY": "changeme"}, "too weak", id="a weak key"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(refusal: Refusal, settings: dict[str, str], said: str) -> None:
    assert said in refusal(**settings)


def test_a_database_that_does_not_answer_is_told(short_folder: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/x"
    program = [sys.executable, "-c", "from mortise.cli import main; main()", "serve"]
    given = environment(MORTISE_DATA=str(short_folder / "data"), MORTISE_DATABASE_URL=url)

    told = subprocess.run(program, env=given, capture_output=True, text=True, check=False, cwd=short_folder)

    assert told.returncode != 0
    assert "database" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_superuser_is_refused(cluster: Cluster, short_folder: Path) -> None:
    url = cluster.url("postgres", superuser=True)

    ended, told = finished(short_folder / "data", "serve", MORTISE_DATABASE_URL=url)

    assert ended > 0
    assert "superuser" in told


def test_a_lost_secret_is_refused_until_it_is_given_up(fresh_database_url: str, short_folder: Path) -> None:
    data = short_folder / "data"
    given = {"MORTISE_DATABASE_URL": fresh_database_url}
    assert finished(data, "migrate", **given)[0] == 0
    (data / "secret.key").unlink()

    refused, told = finished(data, "migrate", **given)
    assert refused > 0
    assert "another secret key" in told

    assert finished(data, "forget-secret", **given)[0] == 0
    assert finished(data, "migrate", **given)[0] == 0
