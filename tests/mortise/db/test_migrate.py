"""The platform's tables, from revisions."""

import asyncpg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mortise.db.database import Database
from mortise.db.migrate import alembic_config, is_current, last_revision, migrate, migration_engine
from mortise.db.tables import METADATA, SCHEMA
from mortise.errors import SetupError


def ours(name: str | None, kind: str, parents: object) -> bool:
    """The platform's schema, without the log's monthly tables."""
    if kind == "schema":
        return name == SCHEMA
    return not (kind == "table" and str(name).startswith("record_change_"))


def differences(connection: sa.Connection) -> list[object]:
    options = {"version_table_schema": SCHEMA, "include_schemas": True, "include_name": ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, METADATA))


async def test_the_revisions_make_the_tables_that_the_code_knows(fresh_database_url: str) -> None:
    engine = migration_engine(fresh_database_url)

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)

    await engine.dispose()
    assert found == []


async def test_a_second_migration_changes_nothing(fresh_database_url: str) -> None:
    connection = await asyncpg.connect(fresh_database_url)
    oids = "SELECT array_agg(oid ORDER BY oid) FROM pg_class WHERE relnamespace = 'mortise'::regnamespace"
    before = await connection.fetchval(oids)

    await migrate(fresh_database_url)

    assert await connection.fetchval(oids) == before
    await connection.close()


async def test_a_database_that_is_up_to_date_is_known_without_the_revisions(fresh_database_url: str) -> None:
    assert last_revision() == ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert await is_current(fresh_database_url)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mortise.alembic_version SET version_num = '0001'",
        "UPDATE mortise.setting SET value = '\"other\"' WHERE key = 'sql_functions'",
        "DROP TABLE mortise.alembic_version",
        "DROP SCHEMA mortise CASCADE",
    ],
)
async def test_a_database_that_lacks_something_is_not_up_to_date(
    fresh_database_url: str, change: str
) -> None:
    connection = await asyncpg.connect(fresh_database_url)
    await connection.execute(change)
    await connection.close()

    assert not await is_current(fresh_database_url)


async def test_functions_that_changed_are_installed_again(fresh_database_url: str) -> None:
    connection = await asyncpg.connect(fresh_database_url)
    await connection.execute("UPDATE mortise.setting SET value = '\"other\"' WHERE key = 'sql_functions'")
    await connection.close()

    await migrate(fresh_database_url)

    assert await is_current(fresh_database_url)


async def test_a_database_of_a_later_release_is_refused(fresh_database_url: str) -> None:
    connection = await asyncpg.connect(fresh_database_url)
    await connection.execute("UPDATE mortise.alembic_version SET version_num = '9999'")
    await connection.close()

    with pytest.raises(SetupError, match="later release"):
        await migrate(fresh_database_url)


async def test_the_epoch_begins_with_one_row(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(asyncpg.UniqueViolationError):
            await tx.run("INSERT INTO mortise.epoch (id, rights) VALUES (1, 1)")
