"""One PostgreSQL for a whole run, a migrated template in it, and a database of its own for who asks."""

import asyncio
import gc
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Generator, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeAlias

import asyncpg
import httpx
import pytest
import structlog
import uvicorn
from sqlalchemy import make_url

from mortise.db.database import Database
from mortise.db.embedded.cluster import ROLE, Cluster
from mortise.db.embedded.programs import Programs, account, exclusive
from mortise.db.migrate import migrate
from mortise.edge.protocol import BoundedProtocol
from mortise.main import create_app
from mortise.settings import Settings
from tests.connections import at_hand

FOLDER: Final = "MORTISE_TEST_FOLDER"
"""Where this run's PostgreSQL lives; the processes of a parallel run find each other by it."""

MEMORY: Final = Path("/dev/shm")
ROOM: Final = 6 * 1024**3
"""Bytes that the databases of a run may take."""

TESTS: Final = Path(__file__).parent
LONGEST_FIRST: Final = (
    "mortise/publishing",
    "mortise/test_",
    "e2e",
    "mortise/imports",
    "mortise",
    "security",
)

TEMPLATE: Final = "template_mortise"
NUMBERS: Final = count(1)

Superuser: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


def run_cluster(folder: Path) -> Cluster:
    """This run's PostgreSQL: the embedded one, or that of the folder of programs in MORTISE_TEST_POSTGRES."""
    given = os.environ.get("MORTISE_TEST_POSTGRES")
    release = Programs(Path(given), account()) if given else None
    return Cluster(folder, durable=False, release=release)


def in_memory() -> str | None:
    """Where files need no disk, if there is room: a database for each few tests makes and removes very many."""
    usage = shutil.disk_usage(MEMORY) if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    return str(MEMORY) if usage is not None and usage.free > ROOM else None


def pytest_configure(config: pytest.Config) -> None:
    """The first process names the folder; those it starts inherit the name."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="mortise-test-", dir=in_memory()))
        folder.chmod(0o711)
        os.environ[FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that named the folder takes everything away."""
    while PORTS:
        PORTS.pop().close()
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(FOLDER))
        if (folder / "postgres.json").exists():
            run_cluster(folder).stop()
        shutil.rmtree(folder)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: to look for garbage among it, now or ever after, would be in vain."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # A look at all that lives takes as long as hundreds at what is young, and a test leaves next to nothing behind.
        gc.set_threshold(700, 10, 300)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders with the longest files first: a process that takes one up last lets the others wait for it."""
    order = {name: place for place, name in enumerate(LONGEST_FIRST)}

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(TESTS).as_posix()
        return min((place for name, place in order.items() if folder.startswith(name)), default=len(order))

    items.sort(key=place)


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, object]]:
    """Tests run on the event loop that the server runs on."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The PostgreSQL of this run, started by the first test that needs it."""
    running = run_cluster(Path(os.environ[FOLDER]))
    if running.start():
        let_in(running)
    return running


def let_in(cluster: Cluster) -> None:
    """Asks nobody for a password, which takes a third of coming in, and tests come in thousands of times."""
    data = cluster.folder / "data"
    (data / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 trust\n")
    cluster.programs.run("pg_ctl", "reload", "-D", str(data))


@cache
def superuser_url(cluster: Cluster, database: str) -> str:
    """The cluster's own answer, which runs a program to be sure that its server is there."""
    return cluster.url(database, superuser=True)


@pytest.fixture(scope="session")
async def template(cluster: Cluster, anyio_backend: object) -> str:
    """A migrated database without content, to be copied."""
    with exclusive(cluster.data / "template.lock"):
        if not (cluster.data / "template.done").exists():
            await administer(cluster, f"CREATE DATABASE {TEMPLATE} OWNER {ROLE}")
            await migrate(cluster.url(TEMPLATE))
            (cluster.data / "template.done").touch()
    return TEMPLATE


async def administer(cluster: Cluster, sql: str) -> None:
    """Runs a statement as the superuser."""
    connection = await asyncpg.connect(superuser_url(cluster, "postgres"))
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@asynccontextmanager
async def copied(cluster: Cluster, template: str) -> AsyncIterator[str]:
    """The address of a fresh database, which goes away afterwards."""
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    await administer(cluster, f"CREATE DATABASE {name} TEMPLATE {template} OWNER {ROLE} STRATEGY FILE_COPY")
    url = cluster.url(name)
    async with at_hand(url):
        yield url
    await administer(cluster, f"DROP DATABASE {name} WITH (FORCE)")


CLEAN: Final = """
    DO $$
    DECLARE name text; filled boolean;
    BEGIN
        -- Nothing points anywhere once all is empty.
        SET LOCAL session_replication_role = replica;
        FOR name IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'app\\_%' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', name);
        END LOOP;
        -- What waits for an import: the next test's imports have the same numbers again.
        FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'mortise'::regnamespace
            AND relkind = 'r' AND relname ~ '^import_[0-9]+_'
        LOOP
            EXECUTE format('DROP TABLE mortise.%I', name);
        END LOOP;
        FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'mortise'::regnamespace
            AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT IN ('alembic_version', 'setting', 'epoch')
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM mortise.%I)', name) INTO filled;
            IF filled AND pg_relation_size(format('mortise.%I', name)) > 100000 THEN
                EXECUTE format('TRUNCATE mortise.%I CASCADE', name);
            ELSIF filled THEN
                -- Quicker where there is little: new files for a table and its indexes take longer.
                EXECUTE format('DELETE FROM mortise.%I', name);
            END IF;
        END LOOP;
        PERFORM setval(format('mortise.%I', sequencename), 1, false) FROM pg_sequences
            WHERE schemaname = 'mortise' AND last_value IS NOT NULL;
        DELETE FROM mortise.setting WHERE key <> 'sql_functions';
        UPDATE mortise.epoch SET rights = 1;
    END $$
"""
"""Takes away what a test wrote, which is quicker than a new database."""


@pytest.fixture(scope="session")
async def reused_database_url(cluster: Cluster, template: str) -> AsyncIterator[str]:
    """The address of the database that this process's tests use one after the other."""
    async with copied(cluster, template) as url:
        yield url


@pytest.fixture(scope="session")
async def superuser(cluster: Cluster, reused_database_url: str) -> AsyncIterator[Superuser]:
    """The superuser in that database, who stays: to come anew for each test takes four times as long as to clean up."""
    connection = await asyncpg.connect(superuser_url(cluster, f"{make_url(reused_database_url).database}"))
    yield connection
    await connection.close()


@pytest.fixture
async def database_url(superuser: Superuser, reused_database_url: str) -> str:
    """The address of a migrated database that holds nothing else when the test begins."""
    await superuser.execute(CLEAN)
    return reused_database_url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database that holds nothing else when the test begins."""
    opened = await Database.connect(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def fresh_database_url(cluster: Cluster, template: str) -> AsyncIterator[str]:
    """The address of a database that one test may spoil."""
    async with copied(cluster, template) as url:
        yield url


@pytest.fixture(scope="module")
async def module_database_url(cluster: Cluster, template: str) -> AsyncIterator[str]:
    """The address of a migrated database that the tests of a module share."""
    async with copied(cluster, template) as url:
        yield url


@pytest.fixture(scope="module")
async def module_database(module_database_url: str) -> AsyncIterator[Database]:
    """A migrated database that the tests of a module share."""
    opened = await Database.connect(module_database_url)
    yield opened
    await opened.close()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket, which pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="mortise-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def plain_client(url: str, **given: Any) -> httpx.Client:
    """A client of a server at hand: it loads no certificates, since nothing is encrypted there, and it has patience."""
    return httpx.Client(base_url=url, verify=False, **{"timeout": 60, **given})


@dataclass
class Server:
    """A running server, and what it has logged."""

    url: str
    settings: Settings
    events: list[dict[str, object]]

    def requests(self, path: str) -> list[dict[str, object]]:
        """The log lines of the requests for one address, each with its number of statements."""
        return [event for event in self.events if event["event"] == "request" and event["path"] == path]


LOOKS: Final = 200
"""How often a server that ends looks whether its connections have: ten seconds, as the product has it."""


class Serving(uvicorn.Server):
    """A server that ends when it is told to; the one it comes from looks but ten times a second whether it should."""

    def leave(self) -> None:
        """From any thread."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._left.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Remembers where it runs."""
        self._loop, self._left = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets)

    async def main_loop(self) -> None:
        """Nothing is to be done between requests."""
        await self.on_tick(0)
        await self._left.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends with its last connection."""
        for listening in self.servers:
            listening.close()
        # One that a browser opens ahead may be taken in while the others are told, and stays open with the browser.
        for _ in range(LOOKS):
            for connection in list(self.server_state.connections):
                connection.shutdown()
            # A moment is enough for those that nobody waits at.
            await asyncio.sleep(0.002)
            if not self.server_state.connections:
                break
            await asyncio.sleep(0.05)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await self._wait_tasks_to_complete()
        await self.lifespan.shutdown()


PORTS: Final[list[socket.socket]] = []
"""Ports of this process that no server listens on now."""


@contextmanager
def held_port() -> Iterator[int]:
    """A port that nobody else is given as long as this process lives; a browser keeps by it what it read there."""
    if PORTS:
        holder = PORTS.pop()
    else:
        holder = socket.socket()
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
    try:
        yield holder.getsockname()[1]
    finally:
        PORTS.append(holder)


@contextmanager
def serving(url: str, data: Path, public_url: str | None = None) -> Iterator[Server]:
    """A real server on a port of its own, in a thread of this process."""
    events: list[dict[str, object]] = []

    def keep(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
        events.append(dict(event))
        raise structlog.DropEvent

    structlog.configure(processors=[keep])
    settings = Settings(data=data, port=0, public_url=public_url)
    with held_port() as port:
        config = uvicorn.Config(
            create_app(settings, url),
            port=port,
            loop="uvloop",
            http=BoundedProtocol,
            lifespan="on",
            log_config=None,
            # As the product has it: a shorter one cuts off who asks again just then.
            timeout_keep_alive=75,
        )
        server = Serving(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            thread.join(0.005)
        try:
            yield Server(f"http://127.0.0.1:{port}", settings, events)
        finally:
            server.leave()
            thread.join()


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """A server on a database that holds nothing else when the test begins."""
    with serving(database_url, tmp_path / "data") as running:
        yield running


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    """A client of the server."""
    with plain_client(server.url) as client:
        yield client


@pytest.fixture(scope="module")
def module_server(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of a module share."""
    with serving(module_database_url, tmp_path_factory.mktemp("data")) as running:
        yield running
