"""A company behind a running server, and clients of it who are signed in."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.identity.first_start import (
    SampleCompany,
    SampleDepartment,
    SamplePerson,
    add_sample_company,
    create_administrator,
)
from tests.conftest import Server
from tests.mortise.access.world import DEFINITION

PASSWORD = "Grünkohl-7-mit-Pinkel"

DEPARTMENTS = [
    SampleDepartment("office", "总经办", "Head office", head="boss"),
    SampleDepartment("sales", "销售部", "Sales", "office", head="manager"),
    SampleDepartment("north", "北区", "North", "sales"),
]
PEOPLE = [
    SamplePerson("rep", "张伟", "Zhang Wei", department="north", manager="manager"),
    SamplePerson("manager", "刘洋", "Liu Yang", department="sales", manager="boss"),
    SamplePerson("boss", "陈静", "Chen Jing", department="office"),
]


def tomorrow() -> str:
    """When a token of a test ends."""
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


SignIn = Callable[[str], httpx.Client]


@pytest.fixture
async def company(database: Database) -> SampleCompany:
    async with database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
        return await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)


@pytest.fixture
def sign_in(server: Server, company: SampleCompany) -> Iterator[SignIn]:
    """Gives a client that is signed in and that sends what a browser sends."""
    with contextlib.ExitStack() as stack:

        def signed_in(login: str) -> httpx.Client:
            headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
            client = stack.enter_context(httpx.Client(base_url=server.url, headers=headers))
            answer = client.post("/api/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            return client

        yield signed_in


@pytest.fixture
async def club(database: Database) -> int:
    """The number of a published application, without tables."""
    add = sa.insert(applications.app).values(key="club", published_version=1, labels={})
    keep = sa.insert(applications.app_version).values(version=1, definition=DEFINITION | {"roles": ROLES})
    async with database.transaction() as tx:
        number = await tx.fetchval(prepare(add.returning(applications.app.c.id)))
        await tx.execute(prepare(keep.values(app_id=sa.bindparam("number"))), {"number": number})
    assert isinstance(number, int)
    return number


ROLES = [
    {"key": "seller", "label": {"zh-CN": "销售", "en": "Seller"}, "grants": []},
    {"key": "steward", "label": {"en": "Steward"}, "administrator": True},
]
