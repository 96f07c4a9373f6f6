"""The small company of `world`, stored in a database of its own."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.migrate import migration_engine
from mortise.db.statements import prepare
from mortise.db.tables import applications, people
from mortise.db.tables.records import record_share
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApp
from mortise.identity.facts import read_principal
from mortise.identity.principal import Principal
from tests.mortise.access.furnishing import furnish, restore
from tests.mortise.access.world import World, make_app, make_world

T = TypeVar("T")
KINDS = ("person", "department", "group", "position")


class Stored:
    """The world in a database, and a way to ask it from tests that do not wait themselves."""

    def __init__(
        self,
        runner: asyncio.Runner,
        database: Database,
        world: World,
        app: PublishedApp,
        principals: dict[int, Principal],
        url: str,
    ) -> None:
        self.runner = runner
        self.database = database
        self.world = world
        self.app = app
        self.principals = principals
        self.url = url
        self.made: Mapping[tuple[str, int], int] = {}
        """The comment on each record, and under `papers` the file of each deal."""

    def furnish(self) -> None:
        self.made = self.run(furnish(self.url, self.app.schema, self.world))

    def restore(self) -> None:
        """Takes back what was committed."""
        self.run(restore(self.url, self.app.schema))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def fetch(self, select: sa.Select[Any], me: int, **asked: object) -> list[dict[str, Any]]:
        """The rows of a statement, as a person asks for them."""
        values = {**self.principals[me].binds(), "param_limit": 50, **asked}

        async def fetched() -> list[dict[str, Any]]:
            async with self.database.read() as reader:
                return [dict(row) for row in await reader.fetch(prepare(select), values)]

        return self.run(fetched())


@pytest.fixture(scope="module")
def stored(cluster: object, module_database_url: str) -> Iterator[Stored]:
    world, app = make_world(), make_app()
    with asyncio.Runner() as runner:
        database = runner.run(Database.connect(module_database_url))
        runner.run(store(database, module_database_url, world, app))
        principals = runner.run(read_principals(database, world))
        yield Stored(runner, database, world, app, principals, module_database_url)
        runner.run(database.close())


@pytest.fixture(scope="module")
def furnished(stored: Stored) -> Stored:
    """The world with a log, comments, followers, files and views of its records."""
    stored.furnish()
    return stored


async def store(database: Database, url: str, world: World, app: PublishedApp) -> None:
    engine = migration_engine(url)
    async with engine.begin() as connection:
        await connection.execute(sa.schema.CreateSchema("app_club"))
        await connection.run_sync(app.schema.metadata.create_all)
    await engine.dispose()
    async with database.transaction() as tx:
        await insert(
            tx,
            people.department,
            [{"id": key, "parent_id": up, "name": f"d{key}"} for key, up in world.parents.items()],
        )
        for table, named in ((people.position, world.positions), (people.person_group, world.groups)):
            await insert(tx, table, [{"id": key, "name": f"n{key}"} for key in named])
        await insert(
            tx,
            people.person,
            [
                {
                    "id": key,
                    "login": f"p{key}",
                    "name": f"p{key}",
                    "manager_id": manager,
                    "main_department_id": world.mains[key],
                    "position_id": next(
                        (position for position, (first, *_) in world.positions.items() if first == key), None
                    ),
                }
                for key, manager in world.managers.items()
            ],
        )
        await insert(
            tx,
            people.person_department,
            [
                {
                    "person_id": person,
                    "department_id": key,
                    "position_id": next(
                        (at for at, (_, *further) in world.positions.items() if person in further), None
                    ),
                }
                for person, key in world.others
            ],
        )
        await insert(
            tx,
            people.group_member,
            [
                {"group_id": group, "person_id": person, "department_id": department}
                for group, (members, departments) in world.groups.items()
                for person, department in (
                    *((member, None) for member in members),
                    *((None, key) for key in departments),
                )
            ],
        )
        for key, head in world.heads.items():
            await tx.execute(
                prepare(
                    sa.update(people.department).where(people.department.c.id == key).values(head_id=head)
                )
            )
        await insert(tx, applications.app, [{"id": 1, "key": "club", "labels": {}}])
        for form, rows in world.rows.items():
            await insert(tx, app.schema.forms[form].table, [dict(row) for row in rows.values()])
        joined = [
            {"parent": deal, "position": place, "linked": account} for deal, place, account in world.joins
        ]
        await insert(tx, app.schema.sources["deal__partners"].table, joined)
        await insert(
            tx,
            record_share,
            [
                {
                    "app_id": 1,
                    "form": form,
                    "record_id": number,
                    "may_edit": may_edit,
                    **{f"{each}_id": who if each == kind else None for each in KINDS},
                }
                for form, number, kind, who, may_edit in world.shares
            ],
        )


async def insert(tx: Tx, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    columns = [key for key in rows[0] if key in table.c]
    statement = prepare(sa.insert(table).values({table.c[key]: sa.bindparam(f"b_{key}") for key in columns}))
    await tx.execute_many(statement, [{f"b_{key}": row[key] for key in columns} for row in rows])


async def read_principals(database: Database, world: World) -> dict[int, Principal]:
    async with database.read() as reader:
        return {person: await read_principal(reader, person, 1) for person in world.managers}
