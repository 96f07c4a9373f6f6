"""Brings the platform's own tables to the shape that this release expects."""

import hashlib
import re
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from mortise.db.connections import SESSION
from mortise.db.tables import SCHEMA, setting
from mortise.errors import SetupError

FOLDER: Final = Path(__file__).parent / "migrations"
FUNCTIONS: Final = "sql_functions"
"""The setting that tells which functions are installed."""

LOCK: Final = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended("mortise.migrate", 0)))


async def migrate(url: str) -> None:
    """Carries out what is missing, in one transaction, while no other process does the same."""
    engine = migration_engine(url)
    async with engine.begin() as connection:
        await connection.execute(LOCK)
        await connection.run_sync(upgrade)
    await engine.dispose()


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
        raise SetupError(
            f"The database was used by a later release of Mortise (its tables are at {', '.join(sorted(unknown))}). "
            "Run that release, or restore the backup that was made before the upgrade."
        )


def install_functions(connection: sa.Connection) -> None:
    """Runs the files of functions again when one of them changed; each replaces what it made before."""
    files = sorted((FOLDER / "sql").glob("*.sql"))
    texts = [file.read_text("utf-8") for file in files]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    if connection.scalar(sa.select(setting.c.value).where(setting.c.key == FUNCTIONS)) == digest:
        return
    for text in texts:
        run_script(connection, text)
    connection.execute(sa.delete(setting).where(setting.c.key == FUNCTIONS))
    connection.execute(sa.insert(setting).values(key=FUNCTIONS, value=digest))


def run_script(connection: sa.Connection, text: str) -> None:
    """Runs a text of several statements, which no prepared statement can hold."""
    connection.connection.run_async(lambda driver: driver.execute(text))
