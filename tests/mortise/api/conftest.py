"""A company behind a running server, and clients of it who are signed in."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Final

import asyncpg
import httpx
import pytest
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.identity.credentials import digest, new_session_id
from mortise.identity.first_start import (
    SampleCompany,
    SampleDepartment,
    SamplePerson,
    add_sample_company,
    create_administrator,
)
from tests.conftest import Server, Superuser, plain_client
from tests.keeping import Kept
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


SESSIONS: Final = {login: new_session_id() for login in ("admin", *(person.login for person in PEOPLE))}
"""One of each person, made with the company."""


def opening(session: str, login: str) -> str:
    """Makes a session, without a password: how people come in is tested where that is the question."""
    return (
        "INSERT INTO mortise.session (token_hash, person_id, expires_at) "
        f"SELECT '\\x{digest(session).hex()}', id, now() + interval '1h' FROM mortise.person WHERE login = '{login}'"
    )


async def make(database: Database) -> SampleCompany:
    async with database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
        made = await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)
        for login, session in SESSIONS.items():
            await tx.run(opening(session, login))
    return made


KEPT: Final = Kept("company", make)


@pytest.fixture
async def company(superuser: Superuser, database: Database, database_url: str) -> SampleCompany:
    return await KEPT.get(superuser, database, database_url)


def session_of(url: str, login: str) -> str:
    """A new session, for who has come in already, or came later."""
    # In a thread of its own: the test may have a loop that runs.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, open_session(url, login)).result()


async def open_session(url: str, login: str) -> str:
    connection = await asyncpg.connect(url)
    session = new_session_id()
    await connection.execute(opening(session, login))
    await connection.close()
    return session


@pytest.fixture
def sign_in(server: Server, company: SampleCompany, database_url: str) -> Iterator[SignIn]:
    """Gives a client that is signed in and that sends what a browser sends."""
    unused = dict(SESSIONS)
    with contextlib.ExitStack() as stack:

        def signed_in(login: str) -> httpx.Client:
            headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
            client = stack.enter_context(plain_client(server.url, headers=headers))
            session = unused.pop(login, "") or session_of(database_url, login)
            client.cookies.set("sid", session, domain="127.0.0.1")
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
