"""The command line: everything an operator does."""

import gc

# What is imported stays: looking for garbage in between would take half of the time.
gc.disable()

import errno
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Final

import typer
import uvicorn
from pydantic import ValidationError

from mortise.db.database import Database
from mortise.db.embedded.cluster import Cluster
from mortise.db.embedded.upgrade import upgrade_cluster
from mortise.db.secret import forget_secret as forget
from mortise.db.secret import read_secret
from mortise.definitions.generated import write_generated
from mortise.edge.host import Host
from mortise.edge.logs import set_up_logs
from mortise.edge.protocol import BoundedProtocol
from mortise.errors import SetupError
from mortise.first_start import greeting, install_first, install_from_catalogue, make_administrator
from mortise.main import create_app, open_host, work_on
from mortise.settings import Settings
from mortise.signals import run_orderly

gc.freeze()
gc.enable()

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Mortise 榫卯", pretty_exceptions_enable=False
)

PORTS_TRIED: Final = 20


def read_settings() -> Settings:
    """The settings, or a message that says which one is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        told = "; ".join(
            f"MORTISE_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in wrong.errors()
        )
        raise SetupError("setup_settings", told=told) from wrong


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """The address of the database: the one that the settings name, or the embedded one, running meanwhile."""
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    with Cluster(settings.data).used() as cluster:
        yield cluster.url()


def free_port(settings: Settings) -> int:
    """The port to listen on: the one asked for, or the next that is free where nobody asked for one."""
    asked = "port" in settings.model_fields_set
    for port in range(settings.port, settings.port + (1 if asked else PORTS_TRIED)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, port))
            except OSError as failed:
                if failed.errno != errno.EADDRINUSE:
                    raise SetupError(
                        "setup_cannot_listen", place=f"{settings.host}:{port}", reason=failed.strerror
                    ) from failed
                continue
            return port
    raise SetupError("setup_port_in_use", port=settings.port)


@app.command()
def serve(
    worker: Annotated[bool, typer.Option(help="Carry out jobs in this process too.")] = True,
    install: Annotated[
        str | None, typer.Option(help="With its sample data, where no application is installed yet.")
    ] = None,
) -> None:
    """Serve the pages and the API."""
    settings = read_settings()
    read_secret(settings)
    set_up_logs()
    with database_of(settings) as url:
        port = free_port(settings)
        address = settings.public_url or f"http://{settings.host}:{port}"

        async def prepare(host: Host) -> None:
            logins = await make_administrator(host)
            if install is not None:
                await install_first(host, install)
            typer.echo(greeting(settings, address, logins))

        config = uvicorn.Config(
            create_app(settings, url, prepare=prepare, with_worker=worker),
            host=settings.host,
            port=port,
            loop="uvloop",
            http=BoundedProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=10,
        )
        server = uvicorn.Server(config)
        # uvicorn ends by raising the signal that ended it once more.
        with suppress(KeyboardInterrupt):
            server.run()
    if not server.started:
        raise typer.Exit(1)


@app.command()
def worker() -> None:
    """Carry out jobs in a process of their own, beside any number of servers."""
    settings = read_settings()
    set_up_logs()

    async def run(url: str) -> None:
        async with open_host(settings, url) as host:
            typer.echo("Mortise 榫卯: 等待任务 · waiting for jobs")
            await work_on(host)

    with database_of(settings) as url:
        run_orderly(run(url))


@app.command()
def migrate() -> None:
    """Bring the platform's tables up to date."""
    settings = read_settings()

    async def run(url: str) -> None:
        async with open_host(settings, url):
            pass

    with database_of(settings) as url:
        run_orderly(run(url))


@app.command()
def install(
    key: Annotated[str, typer.Argument(help="An application of the catalogue.")],
    sample: Annotated[bool, typer.Option(help="With its sample people and records.")] = False,
) -> None:
    """Install an application of the catalogue."""
    settings = read_settings()

    async def run(url: str) -> None:
        async with open_host(settings, url) as host:
            await make_administrator(host)
            await install_from_catalogue(host, key, sample=sample)

    with database_of(settings) as url:
        run_orderly(run(url))


@app.command()
def schema(root: Annotated[Path, typer.Argument(help="The root of the source.")] = Path()) -> None:
    """Write the files again that are made from the models."""
    write_generated(root)


@app.command()
def upgrade_database() -> None:
    """Move the embedded database's files to this release's version of PostgreSQL."""
    settings = read_settings()
    if settings.database_url is not None:
        raise SetupError("setup_own_postgres")
    typer.echo(upgrade_cluster(settings.data))


@app.command()
def forget_secret() -> None:
    """Let Mortise start with a new secret key; what was stored encrypted with the lost one has to be entered again."""
    with_database(read_settings(), forget)


def with_database(settings: Settings, do: Callable[[Database], Awaitable[None]]) -> None:
    """Does something with the database and ends."""

    async def run(url: str) -> None:
        database = await Database.connect(url)
        try:
            await do(database)
        finally:
            await database.close()

    with database_of(settings) as url:
        run_orderly(run(url))


def main() -> None:
    """Runs a command; what an operator can put right is told in a sentence."""
    # Whoever asks us to end, by whichever signal, gets an orderly end.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except SetupError as told:
        typer.echo(f"\n{told}\n", err=True)
        sys.exit(1)
