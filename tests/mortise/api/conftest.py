"""A company behind a running server, and clients of it who are signed in."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from mortise.db.database import Database
from mortise.identity.first_start import (
    SampleCompany,
    SampleDepartment,
    SamplePerson,
    add_sample_company,
    create_administrator,
)
from tests.conftest import Server

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
            headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}
            client = stack.enter_context(httpx.Client(base_url=server.url, headers=headers))
            answer = client.post("/api/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            return client

        yield signed_in
