"""The database role that Mortise runs as: one that can do harm beyond its database is refused at the start."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from mortise.db import database as guarded
from mortise.db.database import Database
from mortise.db.embedded.cluster import Cluster
from mortise.errors import SetupError
from tests.conftest import administer

NAME = "reaching"
PASSWORD = "p" * 20
POWERS = ("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files")


@pytest.fixture
async def role(cluster: Cluster, database_url: str) -> AsyncIterator[str]:
    """An ordinary role of the server, and the database's address as that role."""
    await administer(cluster, f"CREATE ROLE {NAME} LOGIN PASSWORD '{PASSWORD}'")
    await administer(cluster, f"CREATE ROLE {NAME}_group")
    parts = urlsplit(database_url)
    _, _, place = parts.netloc.rpartition("@")
    yield parts._replace(netloc=f"{NAME}:{PASSWORD}@{place}").geturl()
    await administer(cluster, f"DROP ROLE {NAME}")
    await administer(cluster, f"DROP ROLE {NAME}_group")


async def test_an_ordinary_role_is_let_in(role: str) -> None:
    database = await Database.connect(role)
    await database.close()


@pytest.mark.parametrize("power", POWERS)
@pytest.mark.parametrize(
    "grants",
    [
        pytest.param("GRANT {power} TO reaching", id="held"),
        pytest.param(
            "GRANT {power} TO reaching_group; GRANT reaching_group TO reaching", id="held by a group"
        ),
        pytest.param(
            "ALTER ROLE reaching NOINHERIT; GRANT {power} TO reaching", id="to be taken by SET ROLE"
        ),
    ],
)
async def test_a_role_that_reaches_the_machine_is_refused(
    cluster: Cluster, role: str, power: str, grants: str
) -> None:
    await administer(cluster, grants.format(power=power))

    with pytest.raises(SetupError, match=power):
        await Database.connect(role)


async def test_nothing_but_that_guard_refuses_it(
    cluster: Cluster, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await administer(cluster, f"GRANT {POWERS[0]} TO {NAME}")
    monkeypatch.setattr(guarded, "refuse", lambda row: None)

    await (await Database.connect(role)).close()
