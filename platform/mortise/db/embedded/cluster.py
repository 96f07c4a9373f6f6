"""Making, starting and stopping the embedded PostgreSQL."""

import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mortise.db.embedded.programs import (
    MAJOR,
    SHARED,
    Programs,
    account,
    exclusive,
    last_lines,
    make_open_folder,
    programs,
    shared,
)
from mortise.db.embedded.tuning import server_settings
from mortise.db.files import keep_private, make_data_folder
from mortise.errors import SetupError

DATABASE: Final = "mortise"
ROLE: Final = "mortise"
SUPERUSER: Final = "postgres"
START_SECONDS: Final = 300
"""How long a start may take: recovery after a crash reads the whole log of changes."""
LONGEST_SOCKET_PATH: Final = 100
SOCKET_PORT: Final = 5432


@dataclass(frozen=True, slots=True)
class State:
    """What must be kept about a cluster: where it is, and who may enter."""

    folder: str
    password: str
    superuser_password: str


class Cluster:
    """The PostgreSQL of one data folder. `durable=False` is for tests, which lose nothing that matters."""

    def __init__(
        self,
        data: Path,
        *,
        durable: bool = True,
        major: int = MAJOR,
        release: Programs | None = None,
        name: str | None = None,
    ) -> None:
        self.data = data.absolute()
        self.durable = durable
        self.programs = release or programs(account(), major)
        self.major = release.major() if release else major
        self.name = name or f"postgres-{self.major}"
        self.state_file = self.data / "postgres.json"

    def start(self) -> bool:
        """Starts the server, making its files first if there are none; whether it was not running before."""
        make_data_folder(self.data)
        with exclusive(self.data / "postgres.lock"):
            state = self._state()
            folder = self._folder(state)
            if not (folder / "data" / "PG_VERSION").exists():
                self._refuse_other_versions(folder)
                self._make(folder, state)
            if self._port(folder) is not None:
                return False
            self._start(folder)
            return True

    @contextmanager
    def used(self) -> Iterator["Cluster"]:
        """Runs the server for the length of a block; the last process that uses it stops it.

        A process that is killed no longer counts as a user, so that the next one to end stops what it left."""
        make_data_folder(self.data)
        with shared(self.data / "postgres.users") as users:
            self.start()
            try:
                yield self
            finally:
                if users.is_alone():
                    self.stop()

    def stop(self) -> None:
        """Stops the server, letting no client finish."""
        stopped = self.programs.run(
            "pg_ctl", "stop", "-D", str(self.folder / "data"), "-m", "fast", "-w", "-t", str(START_SECONDS)
        )
        if stopped.returncode != 0 and self._port(self.folder) is not None:
            raise SetupError("setup_does_not_stop", log=last_lines(stopped.stderr))

    @property
    def folder(self) -> Path:
        """Where the cluster of this version is."""
        return self._folder(self._state())

    def url(self, database: str = DATABASE, *, superuser: bool = False) -> str:
        """The address of a database, for the application's role or for the superuser."""
        state = self._state()
        folder = self._folder(state)
        port = self._port(folder)
        if port is None:
            raise SetupError("setup_not_running")
        role, password = (SUPERUSER, state.superuser_password) if superuser else (ROLE, state.password)
        if port == SOCKET_PORT:
            return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(folder), safe='')}&port={port}"
        return f"postgresql://{role}:{quote(password)}@127.0.0.1:{port}/{database}"

    def _state(self) -> State:
        """The cluster's state, made up and kept at the first call."""
        if self.state_file.exists():
            return State(**json.loads(self.state_file.read_text("utf-8")))
        state = State(str(self._home()), secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        folder = self._folder(state)
        if folder.exists():
            raise SetupError("setup_passwords_lost", file=str(self.state_file), folder=str(folder))
        keep_private(self.state_file, json.dumps(asdict(state)))
        return state

    def _folder(self, state: State) -> Path:
        return self.data / state.folder / self.name

    def _home(self) -> Path:
        """The folder of clusters: the data folder itself, or one that PostgreSQL's account can enter."""
        runner = self.programs.account
        if runner is None or runner.reaches(self.data):
            return Path()
        home = SHARED / hashlib.sha256(bytes(self.data)).hexdigest()[:16]
        make_open_folder(SHARED)
        make_open_folder(home)
        return home

    def _refuse_other_versions(self, folder: Path) -> None:
        if self.name != f"postgres-{self.major}":
            return
        others = sorted(path.name for path in folder.parent.glob("postgres-[0-9][0-9]") if path != folder)
        if others:
            raise SetupError("setup_other_postgres", other=others[-1], own=folder.name)

    def _make(self, folder: Path, state: State) -> None:
        """Makes the files of a cluster elsewhere and moves them into place when they are complete."""
        unfinished = folder.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        runner = self.programs.account
        if runner is not None:
            runner.own(unfinished)
        self._initialise(unfinished / "data", state)
        statements = (
            f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{state.password}';",
            f"CREATE DATABASE {DATABASE} OWNER {ROLE};",
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;",
        )
        made = self.programs.run(
            "postgres",
            "--single",
            "-D",
            str(unfinished / "data"),
            "postgres",
            given="\n".join((*statements, "")),
        )
        if made.returncode != 0 or "ERROR:" in made.stderr:
            raise SetupError("setup_cannot_make", log=last_lines(made.stderr))
        unfinished.rename(folder)

    def _initialise(self, cluster: Path, state: State) -> None:
        provider = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        with tempfile.NamedTemporaryFile("w", prefix="mortise-") as password:
            password.write(state.superuser_password)
            password.flush()
            if self.programs.account is not None:
                self.programs.account.own(Path(password.name))
            made = self.programs.run(
                "initdb",
                f"--pgdata={cluster}",
                "--encoding=UTF8",
                *(provider if self.major >= 17 else ("--locale=C",)),
                "--auth=scram-sha-256",
                f"--username={SUPERUSER}",
                f"--pwfile={password.name}",
                "--data-checksums",
                *(() if self.durable else ("--no-sync",)),
            )
        if made.returncode != 0:
            raise SetupError("setup_cannot_make", log=last_lines(made.stderr))
        with (cluster / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists 'mortise.conf'\n")

    def _start(self, folder: Path) -> None:
        """Starts the server, seeing to what a killed one left behind."""
        cluster = folder / "data"
        port = SOCKET_PORT
        where = {"listen_addresses": "", "unix_socket_directories": str(folder)}
        if len(os.fsencode(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH or "," in str(folder):
            port = free_port()
            where = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        conf = cluster / "mortise.conf"
        conf.write_text(server_settings({**where, "port": str(port)}, durable=self.durable), "utf-8")
        if self.programs.account is not None:
            self.programs.account.own(conf)
        deadline = time.monotonic() + 15
        while True:
            started = self.programs.run(
                "pg_ctl",
                "start",
                "-D",
                str(cluster),
                "-l",
                str(folder / "start.log"),
                "-w",
                "-t",
                str(START_SECONDS),
            )
            if started.returncode == 0:
                return
            # The processes of a killed server end by themselves in a moment, and hold its memory until then.
            if not remove_stale_lock(cluster / "postmaster.pid") and time.monotonic() > deadline:
                log = folder / "start.log"
                told = log.read_text("utf-8", "replace") if log.exists() else started.stderr
                raise SetupError("setup_does_not_start", log=last_lines(told))
            time.sleep(0.2)

    def _port(self, folder: Path) -> int | None:
        """The port that the cluster's server listens on, or None when no server answers there."""
        lock = folder / "data" / "postmaster.pid"
        try:
            lines = lock.read_text().splitlines()
            port, directory, address = int(lines[3]), lines[4], lines[5]
        except (FileNotFoundError, IndexError, ValueError):
            return None
        ready = self.programs.run("pg_isready", "-q", "-t", "10", "-h", directory or address, "-p", str(port))
        return port if ready.returncode == 0 else None


def remove_stale_lock(lock: Path) -> bool:
    """Removes the lock of a server that is gone and whose process number another program has now."""
    try:
        number = int(lock.read_text().splitlines()[0])
        name = Path(f"/proc/{number}/comm").read_text().strip()
    except (FileNotFoundError, IndexError, ValueError):
        return False
    if name == "postgres":
        return False
    lock.unlink(missing_ok=True)
    return True


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
