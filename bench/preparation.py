"""Fills the database that all targets share: the baselines' tables by COPY, Mortise's through its own API."""

import datetime as dt
import hashlib
import io
import random
import secrets
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import asyncpg
import httpx

from bench import data

FOLDER = Path(__file__).parent
SEED = 20261121


async def fill_baselines(url: str) -> str:
    """Makes and fills the schemas `bare` and `duties`, and returns a token that the latter's session table knows."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("drop schema if exists bare cascade; drop schema if exists duties cascade;")
        await connection.execute((FOLDER / "baselines" / "schema.sql").read_text("utf-8"))
        chance = random.Random(SEED)
        accounts = list(data.accounts(chance))
        opportunities = list(data.opportunities(chance))
        for schema in ("bare", "duties"):
            await copy(connection, schema, "account", data.ACCOUNT_COLUMNS, accounts)
            await copy(connection, schema, "opportunity", data.OPPORTUNITY_COLUMNS, opportunities)
        token = secrets.token_urlsafe(32)
        await connection.execute(
            "insert into duties.session values ($1, 1, '{1}', now() + interval '1 day')",
            hashlib.sha256(token.encode()).digest(),
        )
        await connection.execute((FOLDER / "baselines" / "indexes.sql").read_text("utf-8"))
        return token
    finally:
        await connection.close()


async def copy(
    connection: "asyncpg.Connection[asyncpg.Record]",
    schema: str,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Loads rows and lets the identity go on after them."""
    await connection.copy_records_to_table(table, schema_name=schema, columns=list(columns), records=rows)
    await connection.execute(
        f"select setval(pg_get_serial_sequence('{schema}.{table}', 'id'), (select max(id) from {schema}.{table}))"
    )


def packed_app() -> bytes:
    """The benchmark's application as a package."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((FOLDER / "app").rglob("*.json")):
            archive.writestr(path.relative_to(FOLDER / "app").as_posix(), path.read_bytes())
    return packed.getvalue()


class Administrator:
    """The first administrator, preparing Mortise as a person would: install, hire, give a role."""

    def __init__(self, address: str, logins: Path) -> None:
        password = dict(line.split("\t") for line in logins.read_text("utf-8").splitlines())["admin"]
        self.http = httpx.Client(base_url=address, timeout=60, headers={"Origin": address})
        self._ask("POST", "/api/session", {"login": "admin", "password": password})

    def install(self) -> None:
        """Installs the benchmark's application, unless it is there."""
        if self.http.get("/api/apps/bench").status_code == 404:
            answer = self.http.post(
                "/api/packages", files={"file": ("bench.zip", packed_app(), "application/zip")}
            )
            answer.raise_for_status()

    def hire(self, login: str, password: str, app: str = "bench") -> int:
        """A person who holds the role seller, in a department of her own; returns the department's id."""
        department = self._ask("POST", "/api/departments", {"name": f"Bench {login}"})["id"]
        given = {"login": login, "name": login, "password": password, "department": department}
        person = self._ask("POST", "/api/people", given)["id"]
        self._ask("PUT", f"/api/apps/{app}/roles/seller/members", {"people": [person], "departments": []})
        return int(department)

    def _ask(self, method: str, path: str, body: object) -> dict[str, int]:
        answer = self.http.request(method, path, json=body)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return dict(answer.json())


def make_token(address: str, login: str, password: str, app: str = "bench") -> str:
    """An API token of that person, who chooses a password of her own first, as everybody must."""
    with httpx.Client(base_url=address, timeout=60, headers={"Origin": address}) as http:
        http.post("/api/session", json={"login": login, "password": password}).raise_for_status()
        chosen = {"current": password, "new": secrets.token_urlsafe(16)}
        http.post("/api/me/password", json=chosen).raise_for_status()
        tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        token = {"name": "benchmark", "scopes": [f"{app}:*"], "expires_at": tomorrow.isoformat()}
        answer = http.post("/api/tokens", json=token)
        answer.raise_for_status()
        return str(answer.json()["token"])


async def fill_mortise(url: str, login: str, department: int) -> None:
    """Copies the baselines' rows into the application's tables, with what saving would have written beside them."""
    connection = await asyncpg.connect(url)
    try:
        person = await connection.fetchval("select id from mortise.person where login = $1", login)
        await connection.execute("truncate app_bench.account, app_bench.opportunity restart identity cascade")
        system = "title, title__sort, owner, department, created_by, updated_by, version, definition_version"
        for table, columns in (("account", data.ACCOUNT_COLUMNS), ("opportunity", data.OPPORTUNITY_COLUMNS)):
            names = ", ".join(columns)
            sorts = await sort_columns(connection, table)
            await connection.execute(
                f"insert into app_bench.{table} ({names}, {system}, {', '.join(f'{name}__sort' for name in sorts)}) "
                f"overriding system value select {names}, name, lower(name), $1, $2, $1, $1, 1, 1, "
                f"{', '.join(f'lower({name})' for name in sorts)} from bare.{table}",
                person,
                department,
            )
            await connection.execute(
                f"select setval(pg_get_serial_sequence('app_bench.{table}', 'id'), "
                f"(select max(id) from app_bench.{table}))"
            )
        for column in ("stage", "close_date"):
            await connection.execute(
                f"create index if not exists bench_{column} on app_bench.opportunity ({column})"
            )
        await connection.execute("analyze")
    finally:
        await connection.close()


async def sort_columns(connection: "asyncpg.Connection[asyncpg.Record]", table: str) -> list[str]:
    """The fields of a table that have a sort key beside them."""
    rows = await connection.fetch(
        "select column_name from information_schema.columns where table_schema = 'app_bench' and table_name = $1 "
        "and column_name like '%\\_\\_sort' and column_name <> 'title__sort'",
        table,
    )
    return [str(row["column_name"]).removesuffix("__sort") for row in rows]


async def begin_versions(url: str) -> None:
    """Sets every record back to version 1, which is what a new client believes."""
    connection = await asyncpg.connect(url)
    try:
        for table in ("duties.opportunity", "app_bench.opportunity"):
            await connection.execute(f"update {table} set version = 1 where version <> 1")
    finally:
        await connection.close()
