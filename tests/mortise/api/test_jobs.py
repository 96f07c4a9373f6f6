"""Failed jobs over HTTP."""

import pytest
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.jobs import outbox
from tests.mortise.api.conftest import SignIn

DEAD = prepare(
    sa.insert(outbox)
    .values(
        kind="unknown to this server", payload={}, attempts=5, error="ValueError: no", dead_at=sa.func.now()
    )
    .returning(outbox.c.id)
)


@pytest.fixture
async def dead(database: Database) -> int:
    """The number of a job that was put aside."""
    async with database.transaction() as tx:
        number = await tx.fetchval(DEAD)
    assert isinstance(number, int)
    return number


def test_an_administrator_sees_failed_jobs_and_has_them_tried_again(sign_in: SignIn, dead: int) -> None:
    client = sign_in("admin")

    items = client.get("/api/jobs").json()["items"]
    assert [(item["queue"], item["id"], item["error"]) for item in items] == [
        ("outbox", dead, "ValueError: no")
    ]

    assert client.post(f"/api/jobs/outbox/{dead}/retry").status_code == 204
    assert client.get("/api/jobs").json()["items"] == []
    assert client.post(f"/api/jobs/outbox/{dead}/retry").status_code == 404


def test_others_do_not(sign_in: SignIn, dead: int) -> None:
    client = sign_in("boss")

    assert client.get("/api/jobs").status_code == 403
    assert client.post(f"/api/jobs/outbox/{dead}/retry").status_code == 403


@pytest.mark.parametrize("address", ["outbox/0", "outbox/x", "outbox/99999999999999999999"])
def test_a_job_that_cannot_exist_is_not_found(sign_in: SignIn, address: str) -> None:
    assert sign_in("admin").post(f"/api/jobs/{address}/retry").status_code == 404
