"""Brings the platform's own tables to the shape that this release expects."""

import hashlib
import re
from pathlib import Path
from typing import Final

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from mortise.db.connections import SESSION, open_connection
from mortise.db.tables import SCHEMA, setting
from mortise.errors import SetupError

FOLDER: Final = Path(__file__).parent / "migrations"
FUNCTIONS: Final = "sql_functions"
"""The setting that tells which functions are installed."""

STATE: Final = f"""
    SELECT version_num AS revision, (SELECT value #>> '{{}}' FROM {SCHEMA}.setting WHERE key = $1) AS functions
    FROM {SCHEMA}.alembic_version
"""  # noqa: S608  # made of our own names

LOCK: Final = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended("mortise.migrate", 0)))


async def migrate(url: str) -> None:
    """Carries out what is missing, in one transaction, while no other process does the same."""
    if await is_current(url):
        return
    engine = migration_engine(url)
    async with engine.begin() as connection:
        await connection.execute(LOCK)
        await connection.run_sync(upgrade)
    await engine.dispose()


async def is_current(url: str) -> bool:
    """Whether there is nothing to do, asked without loading the revisions: so it is at nearly every start."""
    connection = await open_connection(url)
    try:
        row = await connection.fetchrow(STATE, FUNCTIONS)
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError):
        return False
    finally:
        await connection.close()
    return row is not None and row["revision"] == last_revision() and row["functions"] == function_digest()


def last_revision() -> str:
    """The newest revision, by the names of the files."""
    return max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py")).partition("_")[0]


def function_files() -> list[Path]:
    """The files of functions, in the order in which they run."""
    return sorted((FOLDER / "sql").glob("*.sql"))


def function_digest() -> str:
    """A name for the functions of this release."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in function_files())).hexdigest()


def migration_engine(url: str) -> AsyncEngine:
    """SQLAlchemy's engine on a database, without the time limits of requests."""
    return create_async_engine(
        re.sub("^postgres(ql)?:", "postgresql+asyncpg:", url),
        poolclass=NullPool,
        connect_args={"server_settings": {**SESSION, "statement_timeout": "0"}},
    )


def alembic_config() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: sa.Connection) -> None:
    """Runs the revisions that this database lacks, and installs the functions that expressions call."""
    connection.execute(sa.schema.CreateSchema(SCHEMA, if_not_exists=True))
    config = alembic_config()
    refuse_newer(connection, ScriptDirectory.from_config(config))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    install_functions(connection)


def refuse_newer(connection: sa.Connection, scripts: ScriptDirectory) -> None:
    """Raises when the tables were made by a later release."""
    context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
    known = {script.revision for script in scripts.walk_revisions()}
    unknown = set(context.get_current_heads()) - known
    if unknown:
        raise SetupError("setup_later_release", revisions=", ".join(sorted(unknown)))


def install_functions(connection: sa.Connection) -> None:
    """Runs the files of functions again when one of them changed; each replaces what it made before."""
    digest = function_digest()
    if connection.scalar(sa.select(setting.c.value).where(setting.c.key == FUNCTIONS)) == digest:
        return
    for path in function_files():
        run_script(connection, path.read_text("utf-8"))
    connection.execute(sa.delete(setting).where(setting.c.key == FUNCTIONS))
    connection.execute(sa.insert(setting).values(key=FUNCTIONS, value=digest))


def run_script(connection: sa.Connection, text: str) -> None:
    """Runs a text of several statements, which no prepared statement can hold."""
    connection.connection.run_async(lambda driver: driver.execute(text))
