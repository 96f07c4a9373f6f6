"""A company of three people with the sales application, and records made through the functions that people use."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import asyncpg
import pytest
import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.schema import Form, Schema
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.database import Database
from mortise.db.statements import DIALECT
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApp, compile_app
from mortise.identity.credentials import digest
from mortise.identity.facts import read_principal
from mortise.identity.principal import Principal
from mortise.records.creation import create_record
from mortise.records.cursor import CursorSeal
from mortise.records.patching import patch_record
from mortise.records.projection import Item
from mortise.records.reading import get_record, list_records
from mortise.records.request import ListRequest, OneRequest
from tests.connections import connected
from tests.mortise.records.sales import SALES

T = TypeVar("T")

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SEAL = CursorSeal(b"a key for tests".ljust(32))

DEPARTMENTS = {"sales": None, "north": "sales", "south": "sales"}
PEOPLE = {
    "manager": ("刘洋", "Liu Yang", "sales"),
    "north": ("张伟", "Zhang Wei", "north"),
    "south": ("王芳", "Wang Fang", "south"),
}
ROLES = {"manager": "manager", "north": "seller", "south": "seller"}


def tables_sql(schema: Schema) -> list[str]:
    """The statements that make an application's tables."""
    statements = [f"CREATE SCHEMA app_{schema.app}"]
    for key in schema.sources:
        table = schema.sources[key].table
        statements.append(str(sa.schema.CreateTable(table).compile(dialect=DIALECT)))
    for source in schema.sources.values():
        searches = [source.search.index] if isinstance(source, Form) else []
        for index in (*source.indexes.values(), *searches):
            made = sa.Index(
                index.name,
                *index.columns,
                unique=index.unique,
                postgresql_using=index.using,
                postgresql_where=index.rows,
            )
            statements.append(str(sa.schema.CreateIndex(made).compile(dialect=DIALECT)))
        for reference in source.references.values():
            kind, _, form = reference.target.partition(":")
            target = f'app_{schema.app}."{form}"' if form else f"mortise.{kind}"
            statements.append(
                f'ALTER TABLE {source.table.fullname} ADD CONSTRAINT "{reference.name}" '
                f'FOREIGN KEY ("{reference.column}") REFERENCES {target} (id)'
            )
    return statements


@cache
def compiled(number: int, document: str) -> tuple[PublishedApp, str]:
    """An application with its number, and what makes its tables. Tests share it as requests of a server do."""
    app = compile_app(number, 1, json.loads(document))
    return app, ";\n".join(tables_sql(app.schema))


async def install(url: str, document: Mapping[str, Any]) -> PublishedApp:
    """Publishes an application by hand: its row, its version, its tables."""
    async with connected(url) as connection:
        number: int = await connection.fetchval(
            "INSERT INTO mortise.app (key, published_version, labels) VALUES ($1, 1, $2) RETURNING id",
            document["key"],
            json.dumps(document["label"]),
        )
        await connection.execute(
            "INSERT INTO mortise.app_version (app_id, version, definition) VALUES ($1, 1, $2)",
            number,
            json.dumps(document),
        )
        app, tables = compiled(number, json.dumps(document))
        await connection.execute(tables)
    return app


@dataclass
class Sales:
    """The application in a database, as one of its people works with it."""

    database: Database
    url: str
    app: PublishedApp
    people: Mapping[str, int]
    departments: Mapping[str, int]
    principals: Mapping[str, Principal]
    now: datetime = NOW

    def context(self, login: str) -> Context:
        principal = self.principals[login]
        clock = Clock(self.now, ZoneInfo("Asia/Shanghai"))
        return Context(principal, self.app, rights_of(self.app, principal), clock, "en")

    async def run(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        return await self.database.run(work)

    async def create(self, login: str, form: str, **values: object) -> Item:
        return await self.run(lambda tx: create_record(tx, self.context(login), form, values))

    async def patch(self, login: str, form: str, item: Mapping[str, Any], **values: object) -> Item:
        return await self.run(
            lambda tx: patch_record(tx, self.context(login), form, item["id"], item["version"], values)
        )

    async def get(self, login: str, form: str, number: object, **asked: Any) -> Item:
        assert isinstance(number, int)
        async with self.database.read() as reader:
            return await get_record(reader, self.context(login), form, number, OneRequest(**asked))

    async def page(self, login: str, form: str, **asked: Any) -> dict[str, Any]:
        async with self.database.read() as reader:
            return await list_records(reader, self.context(login), form, ListRequest(**asked), SEAL)

    async def titles(self, login: str, form: str, **asked: Any) -> list[object]:
        return [item["title"] for item in (await self.page(login, form, **asked))["items"]]

    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        async with connected(self.url) as connection:
            return await connection.fetch(sql, *values)


async def make_company(url: str) -> tuple[dict[str, int], dict[str, int]]:
    """Departments and people, without passwords: here nobody signs in."""
    departments: dict[str, int] = {}
    people: dict[str, int] = {}
    async with connected(url) as connection:
        for key, parent in DEPARTMENTS.items():
            departments[key] = await connection.fetchval(
                "INSERT INTO mortise.department (name, name_en, parent_id) VALUES ($1, $2, $3) RETURNING id",
                key,
                key.title(),
                departments.get(parent or ""),
            )
        for login, (name, name_en, department) in PEOPLE.items():
            people[login] = await connection.fetchval(
                "INSERT INTO mortise.person (login, name, name_en, main_department_id) VALUES ($1, $2, $3, $4) "
                "RETURNING id",
                login,
                name,
                name_en,
                departments[department],
            )
    return people, departments


async def set_up(database: Database, url: str, document: Mapping[str, Any]) -> Sales:
    people, departments = await make_company(url)
    app = await install(url, document)
    principals = {}
    async with database.read() as reader:
        for login, number in people.items():
            principal = await read_principal(reader, number, 1)
            principals[login] = replace(principal, roles={app.key: frozenset({ROLES[login]})})
    return Sales(database, url, app, people, departments, principals)


async def give_roles(sales: Sales) -> None:
    """Lets the roles be found by whoever looks a person up in the database."""
    async with connected(sales.url) as connection:
        for login, role in ROLES.items():
            await connection.execute(
                "INSERT INTO mortise.role_member (app_id, role, person_id) VALUES ($1, $2, $3)",
                sales.app.id,
                role,
                sales.people[login],
            )
        await connection.execute("UPDATE mortise.epoch SET rights = rights + 1")


async def sign_in(sales: Sales) -> None:
    """Sessions and roles by hand: how people come in is tested elsewhere."""
    async with connected(sales.url) as connection:
        for login in ROLES:
            await connection.execute(
                "INSERT INTO mortise.session (token_hash, person_id, expires_at) "
                "VALUES ($1, $2, now() + interval '1h')",
                digest(f"session of {login}"),
                sales.people[login],
            )
    await give_roles(sales)


@pytest.fixture
async def sales(database: Database, database_url: str) -> Sales:
    return await set_up(database, database_url, SALES)
